using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Every page in both themes and at both ends of the widths.</summary>
public sealed class LookTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.StartAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 1280)]
    [InlineData(false, 360)]
    [InlineData(true, 360)]
    public async Task Every_page_is_accessible_and_fits(bool dark, int width)
    {
        var look = $"{(dark ? "dark" : "light")}-{width}";
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        foreach (var empty in new[] { "/portfolio", "/connections" })
            await LookAsync(visit, empty, $"empty{empty.Replace('/', '-')}-{look}");

        await system.ConnectAsync("everywhere");
        await system.ConnectAsync("okx-unpriced");
        var trouble = (await system.ConnectAsync("unreadable")).Id;
        foreach (var path in new[] { "/portfolio", "/connections", $"/connections/{trouble}" })
            await LookAsync(visit, path, $"{path.Split('/')[1]}{(path.Length > 20 ? "-one" : "")}-{look}");

        Assert.Equal(dark ? "dark" : "light", await visit.Page.EvaluateAsync<string>("document.documentElement.dataset.scheme"));
        Assert.Empty(visit.Complaints);
        await visit.Page.GotoAsync("/nowhere");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"nowhere-{look}");
    }

    [Fact]
    public async Task Numbers_and_times_are_written_as_the_browser_would()
    {
        await system.ConnectAsync("okx-everyday");
        await using var visit = await Visit.BeginAsync(browser, system, locale: "de-DE");

        await visit.OpenAsync("/portfolio");

        await Expect(visit.Page.Locator(".total")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"^\$\d+\.\d{3},\d\d$"));
    }

    [Fact]
    public async Task A_chosen_theme_is_kept_and_the_next_page_is_made_in_it()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await visit.PressAsync("Theme: system");
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Dark" }).ClickAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");

        var made = await visit.Context.APIRequest.GetAsync("/portfolio");
        Assert.Contains("data-scheme=\"dark\"", await made.TextAsync());
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 22, 27)");
    }

    [Fact]
    public async Task Holdings_are_searched_and_sorted_transactions_filtered_and_both_downloaded()
    {
        await system.ConnectAsync("veteran");
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/portfolio");
        await Expect(page.Locator(".ledger tbody tr")).ToHaveCountAsync(25);

        await page.GetByLabel("Search holdings").FillAsync("btc");
        await Expect(page.Locator(".holdings tbody tr").Filter(new() { HasNotText = "BTC" })).ToHaveCountAsync(0);
        await Expect(page.Locator(".holdings tbody tr").First).ToContainTextAsync("BTC");
        await page.GetByLabel("Search holdings").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Asset", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Asset" }).First)
            .ToHaveAttributeAsync("aria-sort", "ascending");
        await page.GetByLabel("Kind").SelectOptionAsync("closed");
        await Expect(page.GetByText("No transaction matches.")).ToBeVisibleAsync();
        await visit.PressAsync("Show all");
        await Expect(page.Locator(".ledger tbody tr")).ToHaveCountAsync(25);

        var file = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).First.ClickAsync());
        Assert.StartsWith("holdings", file.SuggestedFilename);
    }

    [Fact]
    public async Task The_file_of_the_transactions_holds_those_that_the_table_shows_with_the_connections_name()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/portfolio");
        await page.GetByLabel("Asset", new() { Exact = true }).FillAsync("btc");
        await Expect(page.Locator(".ledger tbody tr")).ToHaveCountAsync(1);

        var file = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).Last.ClickAsync());

        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Matches("BTC,Bitcoin,binance,.*,Binance,", lines[1]);
    }

    [Fact]
    public async Task A_window_that_goes_offline_says_so()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");

        await visit.Context.SetOfflineAsync(true);
        await Expect(visit.Page.GetByText("You are offline.")).ToBeVisibleAsync();
        await visit.ShotAsync("offline");

        await visit.Context.SetOfflineAsync(false);
        await Expect(visit.Page.GetByText("You are offline.")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task A_page_whose_server_has_gone_says_so_and_tries_again(bool dark, int width)
    {
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        await visit.OpenAsync("/connections");

        await system.StopApiAsync();

        await Expect(visit.Page.GetByText("What you have typed is still here, unless the server was started anew.")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"reconnecting-{(dark ? "dark" : "light")}-{width}", wholePage: false);
    }

    private static async Task LookAsync(Visit visit, string path, string name)
    {
        await visit.OpenAsync(path);
        await Expect(visit.Page.Locator(".bone")).ToHaveCountAsync(0);
        await visit.ShotAsync(name);
        await visit.AssertAccessibleAsync();
    }
}
