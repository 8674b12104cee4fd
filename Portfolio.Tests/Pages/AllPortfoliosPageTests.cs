using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Several portfolios, exchanges and wallets on one page.</summary>
public sealed class AllPortfoliosPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task All_portfolios_come_first_and_their_ledger_and_files_have_everything()
    {
        await system.ConnectAsync("everyday");
        await ConnectIntoAsync("okx-everyday", "Trading");
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;

        await visit.OpenAsync("/portfolio");

        await Expect(page).ToHaveTitleAsync(new Regex("^All portfolios"));
        await Expect(Picker(page).Locator("option")).ToHaveTextAsync(["All portfolios", "Binance Sync", "Trading"]);
        var all = await page.Locator(".total").InnerTextAsync();
        await Expect(page.Locator(".ledger")).ToContainTextAsync("OKX");
        await Expect(page.Locator(".ledger")).ToContainTextAsync("Binance");
        foreach (var link in await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).AllAsync())
        {
            var file = await page.APIRequest.GetAsync(
                system.Origin + await link.GetAttributeAsync("href"), new() { Headers = await CookiesAsync(visit) });
            var text = await file.TextAsync();
            Assert.Contains("\"okx\"", text, StringComparison.Ordinal);
            Assert.Contains("\"binance\"", text, StringComparison.Ordinal);
        }

        await visit.PressAsync("More for All portfolios");
        await Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveTextAsync(["New portfolio"]);
        await page.Keyboard.PressAsync("Escape");
        await visit.ShowAsync("67-all-portfolios");

        await Picker(page).SelectOptionAsync("Trading");
        await Expect(page).ToHaveTitleAsync(new Regex("^Trading"));
        await Expect(page.Locator(".total")).Not.ToHaveTextAsync(all);
        await Picker(page).SelectOptionAsync("All portfolios");
        await Expect(page).ToHaveURLAsync(new Regex("/portfolio$"));
        await Expect(page.Locator(".total")).ToHaveTextAsync(all);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_coin_at_two_exchanges_is_one_row_that_opens_to_its_connections_and_wallets()
    {
        await system.ConnectAsync("everywhere");
        var okx = (await system.ConnectAsync("okx-everyday")).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        var coin = visit.Page.Locator(".holdings tbody tr:not(.part)").Filter(new() { HasText = "Bitcoin" });
        await Expect(coin).ToHaveCountAsync(1);
        await Expect(coin).ToContainTextAsync("Binance and OKX");

        await coin.GetByRole(AriaRole.Button).PressAsync("Enter");

        var parts = visit.Page.Locator(".holdings .part");
        await Expect(parts.Filter(new() { HasText = "Spot" })).ToContainTextAsync("Binance");
        await Expect(parts.Filter(new() { HasText = "Trading" }).GetByRole(AriaRole.Link))
            .ToHaveAttributeAsync("href", $"/connections/{okx}");
        await Expect(coin.GetByRole(AriaRole.Button)).ToHaveAttributeAsync("aria-expanded", "true");
        await visit.ShowAsync("68-opened-asset");
    }

    [Fact]
    public async Task A_debt_is_called_borrowed_is_never_folded_and_stands_beside_the_ring()
    {
        await system.ConnectAsync("okx-borrower");
        await system.ConnectAsync("veteran");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");

        var debt = visit.Page.Locator(".holdings tbody tr").Filter(new() { HasText = "borrowed" });
        await Expect(debt).ToContainTextAsync("−$");
        await Expect(visit.Page.Locator(".allocation .debt")).ToContainTextAsync(new Regex(@"Borrowed\s*−\$"));
        var shares = await visit.Page.Locator(".legend li span:last-child").AllInnerTextsAsync();
        Assert.InRange(shares.Sum(share => decimal.Parse(share.TrimEnd('%'))), 99.6m, 100.4m);
        await visit.ShowAsync("69-borrowed");
    }

    [Fact]
    public async Task A_contradicted_reading_is_shown_and_confirmed_on_the_portfolio()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "shrunk", percent = 0, pathPrefix = "/api/v3/account" });
        await system.ResyncAsync(id);
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        var panel = visit.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("not saved: Binance") });
        await Expect(panel.GetByRole(AriaRole.Row, new() { Name = "Spot" })).ToContainTextAsync("$0.00");
        await Expect(panel.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/connections/{id}");
        await visit.ShowAsync("70-contradicted-portfolio");

        await panel.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(panel).ToHaveCountAsync(0);
    }

    private async Task ConnectIntoAsync(string account, string portfolio)
    {
        var body = system.Body(account);
        body["portfolioId"] = (await system.PostAsync("portfolios", new { name = portfolio })).Id;
        await system.PostAsync("connections", body, ("Prefer", "wait=20"));
    }

    private static async Task<Dictionary<string, string>> CookiesAsync(Visit visit) => new()
    {
        ["Cookie"] = string.Join(
            "; ", (await visit.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}")),
    };

    private static ILocator Picker(IPage page) =>
        page.GetByRole(AriaRole.Combobox, new() { Name = "Portfolio", Exact = true });
}
