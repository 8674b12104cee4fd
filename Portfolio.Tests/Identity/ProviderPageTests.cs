using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Identity;

/// <summary>In a browser, which sends its cookies by its own rules, the provider is another site.</summary>
[NeedsServers]
public sealed class ProviderPageTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
{
    [Fact]
    public async Task Before_a_new_token_a_person_whose_sign_in_is_old_signs_in_again_and_comes_back()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, [.. provider.Settings, "--Authentication:Oidc:Operators=ann"]);
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);
        await visit.Page.GotoAsync("/settings");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Home" }).ClickAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update sessions set created_at = created_at - interval '16 minutes'");
        var old = await system.Database.ReadAsync<Guid>("select id from sessions");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await Eventually.TrueAsync(async () => await system.Database.ReadAsync<long>(
            $"select count(*) from sessions where id <> '{old}'") is 1);
        await Expect(visit.Page).ToHaveURLAsync($"{system.Origin}/settings");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();

        await Expect(visit.Page.GetByLabel("Name of the program")).ToBeVisibleAsync();
        Assert.Equal(1, await system.Database.ReadAsync<long>("select count(*) from sessions"));
    }

    [Fact]
    public async Task A_page_of_another_site_leads_no_one_to_the_provider()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, [.. provider.Settings, "--Authentication:Oidc:Operators=ann"]);
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);
        await visit.Page.GotoAsync("/settings");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Home" }).ClickAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");
        var session = await system.Database.ReadAsync<Guid>("select id from sessions");

        await visit.Page.GotoAsync($"{provider.Address}/.well-known/openid-configuration");
        await visit.Page.EvaluateAsync($"location.assign('{system.Origin}/sign-in/again?to=/settings')");

        await Expect(visit.Page).ToHaveURLAsync($"{system.Origin}/sign-in?to=%2Fsettings");
        Assert.Equal(session, await system.Database.ReadAsync<Guid>("select id from sessions"));
    }

    [Fact]
    public async Task A_person_signs_in_at_the_provider_invites_another_and_deletes_the_account()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, [.. provider.Settings, "--Authentication:Oidc:Operators=ann,bob"]);
        using (var bob = new ProviderBrowser(system.Origin))
        {
            provider.Person = new Person("bob", "Bob", "bob@example.com");
            await bob.SignInAsync();
        }

        provider.Person = new Person("ann", "Ann", "ann@example.com");
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);
        await visit.Page.GotoAsync("/settings");
        await visit.ShotAsync("sign-in-provider");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Home" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "People" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");
        Assert.EndsWith("/settings", visit.Page.Url, StringComparison.Ordinal);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await visit.Page.GetByLabel("Whom do you invite?").FillAsync("Carol");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Expect(visit.Page.GetByLabel("Link", new() { Exact = true }))
            .ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"/sign-in\?invitation=\w{26}$"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the invitation of Carol" }))
            .ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("settings-people");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete your account" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Home" })).ToBeVisibleAsync();
        Assert.Equal("bob", await system.Database.ReadAsync<string>(
            "select string_agg(subject, ',') from users where issuer is not null"));
    }
}
