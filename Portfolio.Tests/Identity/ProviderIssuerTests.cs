using System.Net;
using Portfolio.Api.Authentication;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>The issuer that the provider's metadata name is the one of the settings.</summary>
[NeedsServers]
public sealed class ProviderIssuerTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string Elsewhere = "https://elsewhere.example/";

    [Theory]
    [InlineData("https://id.example/realms/home", null, "https://id.example/realms/home", true)]
    [InlineData("https://home.auth0.com", null, "https://home.auth0.com/", true)]
    [InlineData("https://home.auth0.com/", "", "https://home.auth0.com", true)]
    [InlineData("https://id.example/realms/home", null, "https://id.example/realms/Home", false)]
    [InlineData("https://id.example/realms/home", null, "https://id.example/realms/home/x", false)]
    [InlineData("https://id.example/realms/home", null, "http://id.example/realms/home", false)]
    [InlineData("https://id.example/realms/home", null, null, false)]
    [InlineData(
        "https://login.microsoftonline.com/common/v2.0", null, "https://login.microsoftonline.com/{tenantid}/v2.0",
        false)]
    [InlineData("https://inside.example", "https://id.example", "https://id.example/", true)]
    [InlineData("https://inside.example", "https://id.example", "https://inside.example", false)]
    public void An_issuer_is_the_one_of_the_settings(string authority, string? issuer, string? named, bool isIt) =>
        Assert.Equal(isIt, new OidcOptions { Authority = authority, Issuer = issuer }.IsIssuer(named));

    [Fact]
    public async Task While_the_metadata_name_another_issuer_no_one_is_let_in_and_the_log_says_why()
    {
        await using var provider = await IdentityProvider.StartAsync(Elsewhere);
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, [.. provider.Settings, "--Authentication:Oidc:SignUp=Anyone"]);
        using var browser = new ProviderBrowser(system.Origin);
        system.Http.DefaultRequestHeaders.Authorization = new("Bearer", provider.AccessToken());

        using var page = await browser.SignInAsync();
        using var answer = await system.Http.GetAsync("connections", Cancel);

        Assert.Contains(
            "You cannot sign in at the moment", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(await browser.IsInAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var reason = $"Its metadata name the issuer \"{Elsewhere}\", and the settings \"{provider.Address}\". If that "
            + "is the issuer you mean, name it in Authentication:Oidc:Issuer. ";
        Assert.Equal(
            [
                $"Warning The identity provider cannot be used, so no token of it is accepted for now: {reason}",
                $"Warning The identity provider cannot be used: {reason}",
            ],
            system.Log.Lines.Where(line => line.Contains("The identity provider", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_provider_may_have_another_address_than_the_issuer_that_the_settings_name()
    {
        await using var provider = await IdentityProvider.StartAsync(Elsewhere);
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq,
            [.. provider.Settings, "--Authentication:Oidc:SignUp=Anyone", $"--Authentication:Oidc:Issuer={Elsewhere}"]);
        using var browser = new ProviderBrowser(system.Origin);

        await browser.SignInAsync();

        Assert.True(await browser.IsInAsync());
        Assert.Equal(
            Elsewhere,
            await system.Database.ReadAsync<string>("select issuer from users where issuer is not null"));
    }
}
