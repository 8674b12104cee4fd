using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The wording and the order of lists on pages.</summary>
public sealed class LookTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task Numbers_and_times_are_written_as_the_browser_would()
    {
        await system.ConnectAsync("okx-everyday");
        await using var visit = await Visit.BeginAsync(browser, system, locale: "de-DE");

        await visit.OpenAsync("/portfolio");

        await Expect(visit.Page.Locator(".total")).ToContainTextAsync(
            new System.Text.RegularExpressions.Regex(@"^\d+\.\d{3},\d\d\s\$$"));
    }

    [Fact]
    public async Task A_chosen_theme_is_kept_and_the_next_page_is_made_in_it()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await visit.PressAsync("Theme: System");
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Dark" }).ClickAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");

        var made = await visit.Context.APIRequest.GetAsync("/portfolio");
        Assert.Contains("data-scheme=\"dark\"", await made.TextAsync());
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 22, 27)");
    }

    [Fact]
    public async Task A_theme_chosen_in_the_settings_is_drawn_at_once_and_the_menu_names_it()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/settings");

        await visit.Page.GetByLabel("Theme", new() { Exact = true }).SelectOptionAsync("dark");

        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 22, 27)");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: Dark" })).ToBeVisibleAsync();
        await visit.OpenAsync("/settings");
        await Expect(visit.Page.GetByLabel("Theme", new() { Exact = true })).ToHaveValueAsync("dark");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("settings-dark");
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
        await Expect(page.GetByText("No transactions match.")).ToBeVisibleAsync();
        await visit.PressAsync("Show all");
        await Expect(page.Locator(".ledger tbody tr")).ToHaveCountAsync(25);

        var file = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).First.ClickAsync());
        Assert.Matches("^Binance Sync-holdings-[0-9-]+\\.csv$", file.SuggestedFilename);
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

        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), Cancel);
        Assert.Equal(2, lines.Length);
        Assert.Matches("\"BTC\",\"Bitcoin\",\"binance\",.*,\"Binance\",", lines[1]);
    }
}
