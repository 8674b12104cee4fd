using System.Net;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>People who sign in by an identity provider.</summary>
[NeedsServers]
public sealed class OidcSignInTests(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private readonly List<RunningSystem> systems = [];
    private IdentityProvider provider = null!;

    public async ValueTask InitializeAsync() => provider = await IdentityProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var system in systems)
            await system.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task A_person_comes_back_from_the_provider_to_the_page_and_is_in()
    {
        var system = await StartAsync("SignUp=Anyone");
        using var browser = new ProviderBrowser(system.Origin);

        using var page = await browser.SignInAsync(to: "/connections?exchange=okx");

        Assert.Equal("0;url=/connections?exchange=okx", page.Headers.GetValues("Refresh").Single());
        Assert.True(await browser.IsInAsync());
        Assert.Equal(
            $"{provider.Issuer} ann Ann ann@example.com user",
            await system.Database.ReadAsync<string>(
                "select concat_ws(' ', issuer, subject, name, email, role) from users where issuer is not null"));
    }

    [Fact]
    public async Task Two_people_share_nothing_and_each_finds_the_own_again()
    {
        var system = await StartAsync("SignUp=Anyone");
        using var ann = new ProviderBrowser(system.Origin);
        await ann.SignInAsync();
        provider.Person = new Person("bob", "Bob", "bob@example.com");
        using var bob = new ProviderBrowser(system.Origin);
        await bob.SignInAsync();
        using var again = new ProviderBrowser(system.Origin);
        await again.SignInAsync();

        Assert.Equal((true, true), (await ann.IsInAsync(), await bob.IsInAsync()));
        Assert.Equal(2, await system.Database.ReadAsync<long>("select count(*) from users where issuer is not null"));
        Assert.Equal(2, await system.Database.ReadAsync<long>("select count(distinct user_id) from sessions"));
        Assert.Equal(3, await system.Database.ReadAsync<long>("select count(*) from sessions"));
    }

    [Theory]
    [InlineData("ann", true)]
    [InlineData("other, ANN@example.com", true)]
    [InlineData("bob", false)]
    public async Task Without_an_invitation_only_the_operators_of_the_settings_are_let_in(string operators, bool isIn)
    {
        var system = await StartAsync($"Operators={operators}");
        using var browser = new ProviderBrowser(system.Origin);

        using var page = await browser.SignInAsync();

        Assert.Equal(isIn, await browser.IsInAsync());
        Assert.Equal(isIn ? 1 : 0, await system.Database.ReadAsync<long>(
            "select count(*) from users where role = 'operator' and issuer is not null"));
        if (!isIn)
            Assert.Contains("You need an invitation", await page.Content.ReadAsStringAsync(Cancel), Ordinal);
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_confirmed_makes_no_operator()
    {
        provider.Person = new Person("mallory", "Mallory", "ann@example.com", IsEmailVerified: false);
        var system = await StartAsync("Operators=ann@example.com");
        using var browser = new ProviderBrowser(system.Origin);

        await browser.SignInAsync();

        Assert.False(await browser.IsInAsync());
    }

    [Fact]
    public async Task A_person_who_gives_up_at_the_provider_is_not_in_and_reads_why()
    {
        var system = await StartAsync("SignUp=Anyone");
        provider.Person = null;
        using var browser = new ProviderBrowser(system.Origin);

        using var page = await browser.SignInAsync();

        Assert.Contains("You were not signed in", await page.Content.ReadAsStringAsync(Cancel), Ordinal);
        Assert.False(await browser.IsInAsync());
    }

    [Theory]
    [InlineData("/sign-in/callback")]
    [InlineData("/sign-in/callback?code=forged&state=forged")]
    [InlineData("/sign-in/callback?error=server_error&error_description=<script>")]
    public async Task A_forged_return_signs_no_one_in(string path)
    {
        var system = await StartAsync("SignUp=Anyone");
        using var browser = new ProviderBrowser(system.Origin);

        using var page = await browser.OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("The sign-in failed", await page.Content.ReadAsStringAsync(Cancel), Ordinal);
        Assert.False(await browser.IsInAsync());
    }

    [Fact]
    public async Task While_the_provider_is_away_the_page_says_so()
    {
        var system = await StartAsync("SignUp=Anyone");
        await provider.DisposeAsync();
        using var browser = new ProviderBrowser(system.Origin);

        using var page = await browser.SignInAsync();

        Assert.Contains("You cannot sign in at the moment", await page.Content.ReadAsStringAsync(Cancel), Ordinal);
    }

    [Fact]
    public async Task Only_the_page_of_this_server_begins_a_sign_in()
    {
        var system = await StartAsync("SignUp=Anyone");
        using var browser = new ProviderBrowser(system.Origin);

        using var link = await browser.OpenAsync("/sign-in/provider?to=/");
        using var form = await browser.PostAsync("/sign-in/provider", ("to", "/"));
        using var again = await browser.OpenAsync("/sign-in/again?to=/settings");

        Assert.Equal("/sign-in", link.RequestMessage?.RequestUri?.AbsolutePath);
        Assert.Equal("?problem=stale&to=%2F", form.RequestMessage?.RequestUri?.Query);
        Assert.Equal("?to=%2Fsettings", again.RequestMessage?.RequestUri?.Query);
        Assert.DoesNotContain(
            browser.Cookies.GetAllCookies(), cookie => cookie.Name.Contains("Correlation", Ordinal));
        Assert.False(await browser.IsInAsync());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, false)]
    public async Task A_person_who_is_to_sign_in_again_must_have_answered_just_now(int minutesAgo, bool isReplaced)
    {
        var system = await StartAsync("SignUp=Anyone");
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync();
        var before = await system.Database.ReadAsync<Guid>("select id from sessions");
        provider.AnsweredAt = () => DateTimeOffset.UtcNow.AddMinutes(-minutesAgo);

        await browser.OpenAsync("/sign-in/again?to=/settings");

        Assert.Equal(
            (1, !isReplaced),
            (await system.Database.ReadAsync<long>("select count(*) from sessions"),
                await system.Database.ReadAsync<Guid>("select id from sessions") == before));
    }

    [Fact]
    public async Task A_code_of_the_local_mode_signs_no_one_in()
    {
        var system = await StartAsync("SignUp=Anyone");
        using var ann = new ProviderBrowser(system.Origin);
        await ann.SignInAsync();
        using var browser = new WebBrowser(system.Origin);
        browser.Cookies.Add(ann.Cookies.GetAllCookies());

        var code = await system.SignInCodeAsync();

        Assert.Contains(
            "problem=token", await browser.PostAsync("/settings", "/sign-in/token", ("token", code)), Ordinal);
    }

    [Fact]
    public async Task A_disabled_user_is_signed_out_and_not_let_in()
    {
        var system = await StartAsync("SignUp=Anyone");
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync();
        Assert.True(await browser.IsInAsync());

        await TestDatabase.ExecuteAsync(system.Database.Owner, "update users set disabled_at = now()");

        Assert.False(await browser.IsInAsync());
        using var page = await browser.SignInAsync();
        Assert.Contains("has disabled your access", await page.Content.ReadAsStringAsync(Cancel), Ordinal);
        Assert.False(await browser.IsInAsync());
    }

    [Fact]
    public async Task The_first_operator_takes_over_what_the_local_user_had()
    {
        var local = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        systems.Add(local);
        var portfolio = (await local.PostAsync("portfolios", new { name = "Nest egg" })).Id;
        var api = await local.StartApiAsync([.. provider.Settings, "--Authentication:Oidc:Operators=ann"]);
        using var browser = new ProviderBrowser(new Uri(api.BaseAddress!, "/").ToString());

        await browser.SignInAsync();

        Assert.Equal("ann", await local.Database.ReadAsync<string>(
            $"select u.subject from portfolios p join users u on u.id = p.user_id where p.id = '{portfolio}'"));
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private async Task<RunningSystem> StartAsync(string setting)
    {
        var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, [.. provider.Settings, $"--Authentication:Oidc:{setting}"]);
        systems.Add(system);
        return system;
    }
}
