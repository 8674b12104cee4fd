using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Where the parts of the portfolio's page are, and how much space they take.</summary>
public sealed class PortfolioLayoutTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    private const string Lines =
        """
        texts => texts.filter(text => text.checkVisibility()).map(text =>
          Math.round(text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight)))
        """;

    [Theory]
    [InlineData(1280)]
    [InlineData(1920)]
    [InlineData(360)]
    public async Task Long_names_stay_on_their_line_and_the_tables_in_their_cards(int width)
    {
        await LongNamesAsync();
        await using var visit = await Visit.BeginAsync(browser, system, width: width);
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.Locator(".ledger tbody tr").First).ToBeVisibleAsync();
        await visit.ShotAsync($"long-names-{width}");

        await visit.AssertAccessibleAsync();
        foreach (var table in new[] { ".holdings", ".ledger" })
        {
            var card = await visit.Page.Locator($"section:has(> {table})").BoundingBoxAsync();
            var inside = await visit.Page.Locator(table).BoundingBoxAsync();
            Assert.True(inside?.X + inside?.Width <= card?.X + card?.Width, $"{table} is wider than its card.");
        }

        var lines = await visit.Page.Locator(".ledger th :is(.symbol, .where)").EvaluateAllAsync<int[]>(Lines);
        Assert.NotEmpty(lines);
        Assert.All(lines, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task The_chart_as_a_table_takes_the_charts_place_and_moves_nothing()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        await system.ResyncAsync(id);
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/portfolio");
        var before = await page.Locator(".allocation").BoundingBoxAsync();

        await page.GetByText("As a table").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Value over time as a table" }))
            .ToBeVisibleAsync();
        await Expect(page.Locator(".chart-area")).ToBeHiddenAsync();
        Assert.Equal(before?.Height, (await page.Locator(".allocation").BoundingBoxAsync())?.Height);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("value-as-table", wholePage: false);
    }

    /// <summary>A connection and an asset whose names are as long as they may be.</summary>
    private async Task LongNamesAsync()
    {
        var body = system.Body("everyday");
        body["label"] = string.Concat(Enumerable.Repeat("A long name ", 9))[..100];
        var id = (await system.PostAsync("connections", body, ("Prefer", "wait=20"))).Id;
        var asset = new string('W', 60);
        await system.ControlAsync(
            HttpMethod.Put, $"accounts/everyday/balances/spot/{asset}", new { free = "1234567.12345678" });
        await system.ResyncAsync(id);
    }
}
