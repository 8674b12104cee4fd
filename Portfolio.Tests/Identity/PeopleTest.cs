using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>A system whose people sign in at a provider. Ann is its operator, and sends the requests.</summary>
[NeedsServers]
public abstract class PeopleTest(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private protected IdentityProvider provider = null!;
    private protected RunningSystem system = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.StartAsync();
        system = await RunningSystem.StartAsync(
            postgres, rabbitMq, [.. provider.Settings, "--Authentication:Oidc:Operators=ann"]);
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync();
        UseTokenOf("ann");
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        await provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>By an invitation of the operator. The id of the new user.</summary>
    private protected async Task<Guid> JoinAsync(string person)
    {
        var code = (await system.PostAsync("invitations", new { note = person })).Data.GetProperty("code").GetString();
        Assert.True(await SignsInAsync(person, code));
        return await system.Database.ReadAsync<Guid>($"select id from users where subject = '{person}'");
    }

    /// <param name="code">Of an invitation; null without one.</param>
    private protected async Task<bool> SignsInAsync(string person, string? code)
    {
        provider.Person = new Person(person, person, $"{person}@example.com");
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync(code);
        return await browser.IsInAsync();
    }

    /// <summary>Requests are the person's from now on.</summary>
    private protected void UseTokenOf(string person) => system.Http.DefaultRequestHeaders.Authorization = new(
        "Bearer",
        provider.AccessToken(token => (token.Claims["sub"], token.Claims["scope"]) = (person, "portfolio.manage")));
}
