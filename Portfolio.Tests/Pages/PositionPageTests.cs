using System.Text.RegularExpressions;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Open positions as a person sees them.</summary>
public sealed class PositionPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task Profit_is_beside_the_value_and_a_restated_row_explains_that_no_coins_moved(bool dark, int width)
    {
        var connection = (await system.ConnectAsync("okx-positions")).Id;
        await system.BookByEquityAsync();
        await system.ResyncAsync(connection);
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);

        await visit.OpenAsync("/portfolio");

        var dollars = visit.Page.Locator(".holdings tbody tr").Filter(new() { HasText = "USDT" });
        await Expect(dollars).ToContainTextAsync("1,000");
        await Expect(dollars).ToContainTextAsync("+$12.");
        await Expect(dollars).ToContainTextAsync("unrealized");
        await Expect(visit.Page.Locator(".holdings tbody tr").Filter(new() { HasText = "BTC" }))
            .ToContainTextAsync("−$");
        var tag = visit.Page.Locator(".ledger .tag").Filter(new() { HasText = "restated" });
        await Expect(tag).ToHaveCountAsync(3);
        await Expect(tag.First).ToHaveAttributeAsync("title", new Regex("No coins moved"));
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"positions-{width}", wholePage: true);

        await visit.Page.GetByLabel("Kind").SelectOptionAsync("out");
        await Expect(visit.Page.Locator(".ledger tbody tr")).ToHaveCountAsync(1);
        await visit.OpenAsync($"/connections/{connection}");
        await Expect(visit.Page.Locator(".run-what").First).ToContainTextAsync("USDT restated by");
        Assert.Empty(visit.Complaints);
    }
}
