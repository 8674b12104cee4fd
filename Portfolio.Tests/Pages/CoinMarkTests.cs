using Portfolio.Tests.Architecture;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The marks of coins in the table of holdings.</summary>
public sealed class CoinMarkTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    /// <summary>Each of these is, or was lately, one coin at one exchange and another coin at another.</summary>
    private static readonly string[] Ambiguous =
        ["a", "ae", "amp", "btt", "cc", "d", "gmt", "hot", "lend", "luna", "lun", "one", "s", "safe", "stx", "x"];

    [Fact]
    public void A_symbol_of_several_coins_has_no_mark() => Assert.All(
        Repository.Files("Portfolio.Api/wwwroot/coins", ".svg"),
        file => Assert.DoesNotContain(Path.GetFileNameWithoutExtension(file), Ambiguous));

    [Fact]
    public void A_mark_runs_no_script_and_asks_no_other_server() => Assert.All(
        Repository.Files("Portfolio.Api/wwwroot/coins", ".svg"),
        file =>
        {
            var drawing = Repository.Read("Portfolio.Api/wwwroot/coins", file)
                .Replace("http://www.w3.org/", "", StringComparison.Ordinal);
            Assert.DoesNotContain("<script", drawing, StringComparison.Ordinal);
            Assert.DoesNotContain("//", drawing, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task A_known_coin_has_its_mark_and_another_one_its_letter(bool dark, int width)
    {
        await system.ConnectAsync("veteran");
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);

        await visit.OpenAsync("/portfolio");

        var rows = visit.Page.Locator(".holdings tbody tr");
        var marks = visit.Page.Locator(".holdings .opens .coin-mark");
        await Expect(marks).ToHaveCountAsync(await visit.Page.Locator(".holdings .opens").CountAsync());
        var drawn = rows.Filter(new() { HasText = "BTC" }).First.Locator("img.coin-mark");
        await drawn.ScrollIntoViewIfNeededAsync();
        await Expect(drawn).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await drawn.EvaluateAsync<bool>("mark => mark.naturalWidth > 0"));
        Assert.NotEqual(0, await visit.Page.Locator(".holdings [data-letter]").CountAsync());
        Assert.Empty(visit.Complaints);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"coin-marks-{width}");
    }
}
