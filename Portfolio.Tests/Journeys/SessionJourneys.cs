using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Browsers that sign in and out, and the sessions that the server keeps for them.</summary>
[NeedsServers]
public sealed class SessionJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_copied_cookie_opens_nothing_after_its_browser_has_signed_out()
    {
        using var browser = await SignedInAsync();
        using var copy = new WebBrowser(system.Origin);
        copy.Cookies.Add(browser.Cookies.GetAllCookies());
        Assert.True(await IsInAsync(copy));

        await browser.PostAsync("/settings", "/sign-out");

        Assert.False(await IsInAsync(copy));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_the_user_and_no_other()
    {
        using var first = await SignedInAsync();
        using var second = await SignedInAsync();
        using var other = await SignedInAsync(Guid.NewGuid());

        Assert.Equal("/sign-in", await first.PostAsync("/settings", "/sign-out/everywhere"));

        Assert.Equal((false, false, true), (await IsInAsync(first), await IsInAsync(second), await IsInAsync(other)));
    }

    [Fact]
    public async Task A_code_signs_in_one_browser_of_many_that_use_it_at_once()
    {
        var code = await system.SignInCodeAsync();
        var browsers = Enumerable.Range(0, 8).Select(_ => new WebBrowser(system.Origin)).ToList();

        var answers = await Task.WhenAll(browsers.Select(browser => browser.SignInAsync(code)));

        Assert.Single(answers, "/");
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task A_code_is_void_when_its_minutes_are_over()
    {
        var code = await system.SignInCodeAsync();
        await ExecuteAsync("update sign_in_codes set expires_at = now() - interval '1 second'");
        using var browser = new WebBrowser(system.Origin);

        Assert.Contains("problem=token", await browser.SignInAsync(code), StringComparison.Ordinal);
        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Neither_codes_nor_cookies_are_stored_as_they_are()
    {
        var unused = await system.SignInCodeAsync();

        Assert.Equal(32, await system.Database.ReadAsync<int>("select length(code_hash) from sign_in_codes"));
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from sign_in_codes where code_hash = convert_to('{unused}', 'UTF8')"));
    }

    [Fact]
    public async Task A_session_that_is_renewed_stays_its_users()
    {
        var other = Guid.NewGuid();
        using var browser = await SignedInAsync(other);
        await system.Database.As<PortfolioStore>(system.Database.Api)
            .AddAsync(other, "Of another user", DateTimeOffset.UtcNow, Cancel);
        await ExecuteAsync("update sessions set last_used_at = now() - interval '3 days'");
        var before = CookieOf(browser);

        await browser.OpenAsync("/portfolio");

        Assert.NotEqual(before, CookieOf(browser));
        Assert.Contains("Of another user", await browser.OpenAsync("/portfolio"), StringComparison.Ordinal);
        Assert.Equal(1, await system.Database.ReadAsync<long>(
            "select count(*) from sessions where last_used_at > now() - interval '1 minute'"));
    }

    [Fact]
    public async Task A_session_ends_at_its_absolute_age_though_it_is_used()
    {
        using var browser = await SignedInAsync();
        await ExecuteAsync(
            """
            update sessions set last_used_at = now() - interval '89 days', ends_at = now() + interval '1 hour',
                idle_until = now() + interval '1 hour'
            """);
        Assert.True(await IsInAsync(browser));
        Assert.True(await system.Database.ReadAsync<bool>("select idle_until = ends_at from sessions"));

        await ExecuteAsync(
            "update sessions set idle_until = now() - interval '1 second', ends_at = now() - interval '1 second'");

        Assert.False(await IsInAsync(browser));
    }

    private static string? CookieOf(WebBrowser browser) => browser.Cookies.GetAllCookies()["portfolio-session"]?.Value;

    private static async Task<bool> IsInAsync(WebBrowser browser) =>
        (await browser.OpenAsync("/settings")).Contains("Signed-in browsers", StringComparison.Ordinal);

    private async Task<WebBrowser> SignedInAsync(Guid? userId = null)
    {
        var browser = new WebBrowser(system.Origin);
        Assert.Equal("/", await browser.SignInAsync(await system.SignInCodeAsync(userId)));
        return browser;
    }

    private Task ExecuteAsync(string sql) => TestDatabase.ExecuteAsync(system.Database.Owner, sql);
}
