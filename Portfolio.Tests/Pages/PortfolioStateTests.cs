using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The portfolio's page, in every look.</summary>
[NeedsServers]
public sealed class PortfolioStateTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
    : IAsyncLifetime
{
    private const string Funding = "/sapi/v1/asset/get-funding-asset";

    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.WithoutWorkerAsync(
        postgres, rabbitMq, "--Sync:PersonRequestExpiresAfter=00:00:01");

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_full_portfolio_is_accessible_and_fits()
    {
        await FillAsync();
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.Locator(".ledger tbody tr")).ToHaveCountAsync(25);
        await Expect(visit.Page.GetByText("stale since").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".split")).ToContainTextAsync("Accounts added");
        await visit.ShowAsync("60-portfolio");

        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("small holdings") }).ClickAsync();
        await visit.Page.GetByText("As a table").ClickAsync();
        await visit.ShowAsync("61-unfolded");
        await visit.Page.GetByLabel("Search holdings").FillAsync("nothing of the kind");
        await visit.Page.GetByLabel("Asset", new() { Exact = true }).FillAsync("nothing");
        await Expect(visit.Page.GetByText("No holdings match \"nothing of the kind\".")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("No transactions match.")).ToBeVisibleAsync();
        await visit.ShowAsync("62-no-match");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_portfolio_that_is_not_filled_yet_or_no_more_is_accessible_and_fits()
    {
        var id = (await system.PostAsync("connections", system.Body("everyday"))).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.GetByText("Your first sync is not finished yet")).ToBeVisibleAsync();
        await visit.ShowAsync("63-first-sync");
        await visit.OpenAsync($"/portfolio/{Guid.CreateVersion7()}");
        await visit.ShowAsync("64-no-such-portfolio");

        await visit.OpenAsync("/portfolio");
        await system.StartWorkerAsync();
        await Expect(visit.Page.Locator(".value-chart")).ToBeVisibleAsync();
        await visit.ShowAsync("65-first-day");
        await system.PostAsync("portfolios", new { name = "Savings" });
        await system.DeleteAsync($"connections/{id}?history=keep");
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.GetByText("No current holdings")).ToBeVisibleAsync();
        await visit.ShowAsync("66-emptied-beside-another");
    }

    [Fact]
    public async Task Wallets_of_derivatives_are_accessible_and_fit()
    {
        await system.StartWorkerAsync();
        await system.ConnectAsync("derivatives");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");

        var row = visit.Page.Locator(".derivatives tbody tr").Filter(new() { HasText = "USD-M Futures" });
        await Expect(row).ToContainTextAsync("unrealized");
        await Expect(visit.Page.Locator(".legend")).ToContainTextAsync("USD-M Futures");
        await visit.ShowAsync("67-derivatives");
        Assert.Empty(visit.Complaints);
    }

    /// <summary>Many holdings, some without a price and some stale, and a day of syncs behind them.</summary>
    private async Task FillAsync()
    {
        await system.StartWorkerAsync();
        var everywhere = (await system.ConnectAsync("everywhere")).Id;
        await system.ConnectAsync("veteran");
        await system.ConnectAsync("okx-unpriced");
        foreach (var btc in (string[])["0.15", "0.05", "0.21", "0.19", "0.4"])
        {
            await system.ControlAsync(
                HttpMethod.Put, "accounts/everywhere/balances/spot/BTC", new { free = btc, locked = "0" });
            await system.ResyncAsync(everywhere);
        }

        await system.ControlAsync(
            HttpMethod.Post,
            "faults",
            new { kind = "status", code = -1000, account = "everywhere", pathPrefix = Funding });
        await system.ResyncAsync(everywhere);
        await system.SpreadSyncsAsync(ofOne: true);
    }
}
