using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>One asset on a page of its own.</summary>
public sealed class AssetPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task It_has_the_value_over_time_the_wallets_and_the_transactions_of_the_asset(bool dark, int width)
    {
        await system.ConnectAsync("everyday");
        await system.ConnectAsync("okx-everyday");
        await system.SpreadSyncsAsync();
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        var page = visit.Page;
        await visit.OpenAsync("/portfolio");
        var row = page.Locator(".holdings tbody tr", new() { HasText = "BTC" }).First;
        await row.GetByRole(AriaRole.Button).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "BTC: value over time and transactions" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/assets/(binance|okx)/BTC$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "BTC" }).First).ToBeVisibleAsync();
        await Expect(page.Locator(".asset-facts")).ToContainTextAsync("BTC");
        await Expect(page.Locator(".value-chart svg").First).ToBeVisibleAsync();
        await Expect(page.Locator("section", new() { HasText = "Where it is held" }).Locator("tr.part"))
            .ToHaveCountAsync(2);
        await Expect(page.Locator(".ledger tbody tr")).ToHaveCountAsync(2);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"asset-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Week" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?span=week$"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_asset_that_is_held_no_more_has_its_transactions()
    {
        var connected = (await system.ConnectAsync("everyday")).Id;
        await system.DeleteAsync($"connections/{connected}?history=keep");
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenAsync("/assets/binance/BTC");

        await Expect(visit.Page.GetByText("Not held now.")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".ledger tbody tr")).ToHaveCountAsync(2);
        await visit.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData("/assets/binance/NOSUCHCOIN")]
    [InlineData("/assets/nowhere/BTC")]
    [InlineData("/assets/binance/%3Cb%3E%25_")]
    public async Task An_asset_without_transactions_is_named_as_unknown(string path)
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenAsync(path);

        await Expect(visit.Page.GetByText("have no transactions of it")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        Assert.Empty(visit.Complaints);
    }
}
