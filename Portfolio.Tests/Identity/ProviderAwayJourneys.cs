using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Portfolio.Api.Limits;
using Portfolio.Api.Users;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Database;
using Portfolio.Storage.Identity;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>The provider has stopped. People and programs go on as far as they do not need it.</summary>
public sealed class ProviderAwayJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
    : PeopleTest(postgres, rabbitMq)
{
    [Fact]
    public async Task Sessions_and_tokens_go_on_without_the_provider()
    {
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync();
        var own = await OwnTokenAsync();
        var ofUnknownKey = provider.AccessToken(token => token.SigningCredentials = new SigningCredentials(
            new RsaSecurityKey(RSA.Create(2048)) { KeyId = "unknown" }, SecurityAlgorithms.RsaSha256));
        var ofKnownKey = provider.AccessToken();

        await provider.DisposeAsync();

        Assert.True(await browser.IsInAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(system.Http, own));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(system.Http, ofKnownKey));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(system.Http, ofUnknownKey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(system.Http, ofKnownKey));
    }

    [Fact]
    public async Task A_process_that_starts_without_the_provider_takes_the_tokens_that_users_have_made()
    {
        var own = await OwnTokenAsync();
        var ofProvider = provider.AccessToken();
        await provider.DisposeAsync();

        var api = await system.StartApiAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, own));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(api, ofProvider));
    }

    /// <summary>As a page makes it for its person.</summary>
    private async Task<string> OwnTokenAsync()
    {
        var store = new ApiTokenStore(system.Database.As<UserDatabase>(system.Database.Api));
        var handler = new CreateTokenHandler(store, Options.Create(new LimitOptions()), TimeProvider.System);
        var ann = await system.Database.ReadAsync<Guid>("select id from users where subject = 'ann'");
        var request = new ApiTokenRequest { Name = "Spreadsheet", Scope = AccessScopes.Read };
        return Assert.IsType<CreateTokenOutcome.Created>(await handler.HandleAsync(ann, request, Cancel)).Token.Token;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient api, string token)
    {
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await api.GetAsync("connections", Cancel);
        return answer.StatusCode;
    }
}
