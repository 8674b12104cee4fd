using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>Programs with access tokens of an identity provider.</summary>
[NeedsServers]
public sealed class OidcTokenTests(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private IdentityProvider provider = null!;
    private RunningSystem system = null!;

    /// <summary>The names of <see cref="Forgeries"/>.</summary>
    public static TheoryData<string> Wrong => [.. Forgeries.Keys];

    private static Dictionary<string, Action<SecurityTokenDescriptor>> Forgeries { get; } = new()
    {
        ["expired"] = token => (token.NotBefore, token.Expires) =
            (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1)),
        ["of another audience"] = token => token.Audience = "https://other.example",
        ["for the sign-in"] = token => token.Audience = IdentityProvider.ClientId,
        ["of another issuer"] = token => token.Issuer = "https://other.example/",
        ["of another person"] = token => token.Claims["sub"] = "someone-else",
        ["without a person"] = token => token.Claims.Remove("sub"),
        ["an ID token"] = token => token.Claims["nonce"] = "n",
        ["signed with another key"] = token => token.SigningCredentials = new SigningCredentials(
            new RsaSecurityKey(RSA.Create(2048)) { KeyId = token.SigningCredentials.Key.KeyId },
            SecurityAlgorithms.RsaSha256),
        ["signed with the public key as a secret"] = token => token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(
                ((RsaSecurityKey)token.SigningCredentials.Key).Rsa.ExportSubjectPublicKeyInfo())
            {
                KeyId = token.SigningCredentials.Key.KeyId,
            },
            SecurityAlgorithms.HmacSha256),
    };

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.StartAsync();
        system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, [.. provider.Settings, "--Authentication:Oidc:SignUp=Anyone"]);
        using var browser = new ProviderBrowser(system.Origin);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync()).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_a_person_who_has_signed_in_reads_and_does_no_more()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(provider.AccessToken()));
        Assert.Equal(
            HttpStatusCode.Forbidden, await StatusAsync(provider.AccessToken(), HttpMethod.Post, "portfolios"));
    }

    [Theory]
    [InlineData("portfolio.manage", HttpStatusCode.BadRequest)]
    [InlineData("openid portfolio.read portfolio.manage", HttpStatusCode.BadRequest)]
    [InlineData("portfolio.sync", HttpStatusCode.Forbidden)]
    [InlineData("portfolio.everything", HttpStatusCode.Forbidden)]
    public async Task The_scope_of_a_token_says_what_it_may_do(string scope, HttpStatusCode status)
    {
        var token = provider.AccessToken(descriptor => descriptor.Claims["scope"] = scope);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(status, await StatusAsync(token, HttpMethod.Post, "portfolios"));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_token_is_refused(string name) =>
        Assert.Equal(
            (name, HttpStatusCode.Unauthorized), (name, await StatusAsync(provider.AccessToken(Forgeries[name]))));

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = provider.AccessToken().Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"{header}.{parts[1]}."));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"{parts[0]}.{parts[1]}."));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"{header}.{parts[1]}.{parts[2]}"));
    }

    [Fact]
    public async Task A_token_with_one_altered_claim_is_refused()
    {
        var parts = provider.AccessToken().Split('.');
        var claims = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("ann", "bob");

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}"));
    }

    [Fact]
    public async Task After_the_provider_changed_its_key_new_tokens_are_let_in_and_old_ones_are_not()
    {
        var old = provider.AccessToken();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(old));

        provider.RollOver();

        await Eventually.TrueAsync(async () => await StatusAsync(provider.AccessToken()) is HttpStatusCode.OK);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync(provider.AccessToken(token => token.SigningCredentials = new SigningCredentials(
                new RsaSecurityKey(RSA.Create(2048)) { KeyId = "unknown" }, SecurityAlgorithms.RsaSha256))));
    }

    [Fact]
    public async Task While_the_provider_is_away_a_new_process_asks_programs_to_come_back()
    {
        var token = provider.AccessToken();
        await provider.DisposeAsync();
        var api = await system.StartApiAsync();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var answer = await api.GetAsync("connections", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("\"unavailable\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_disabled_user_opens_nothing()
    {
        await TestDatabase.ExecuteAsync(system.Database.Owner, "update users set disabled_at = now()");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(provider.AccessToken()));
    }

    [Fact]
    public async Task The_access_token_of_the_local_mode_opens_nothing() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(RunningSystem.Token));

    private async Task<HttpStatusCode> StatusAsync(string token, HttpMethod? method = null, string path = "connections")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri($"{system.Origin}/api/v1/{path}"));
        request.Headers.Authorization = new("Bearer", token);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
