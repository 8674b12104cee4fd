using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The cursor over the chart of the value: by mouse, by touch, by keyboard and by ear.</summary>
public sealed class ValueCursorTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task The_mouse_shows_the_time_and_the_value_of_the_nearest_point()
    {
        await using var visit = await OpenAsync();
        await Expect(Tip(visit)).ToBeHiddenAsync();

        await Cursor(visit).HoverAsync(new() { Position = new() { X = 1, Y = 40 } });
        await Expect(Tip(visit)).ToHaveTextAsync(OneOf((await RowsAsync(visit))[^3..]));
        await visit.ShotAsync("cursor-mouse", wholePage: false);
        var box = await Cursor(visit).BoundingBoxAsync();
        await visit.Page.Mouse.MoveAsync(box!.X + box.Width - 1, box.Y + 40);
        await Expect(Tip(visit)).ToHaveTextAsync(OneOf((await RowsAsync(visit))[..4]));
        await visit.AssertAccessibleAsync();

        await visit.Page.Mouse.MoveAsync(0, 0);
        await Expect(Tip(visit)).ToBeHiddenAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_arrow_keys_go_from_point_to_point_and_a_screen_reader_hears_each()
    {
        await using var visit = await OpenAsync();
        var (cursor, keys) = (Cursor(visit), visit.Page.Keyboard);
        var count = await cursor.GetAttributeAsync("aria-valuemax") ?? "";
        await cursor.FocusAsync();
        await Expect(cursor).ToHaveAttributeAsync("aria-valuenow", count);

        await keys.PressAsync("Home");
        await Expect(cursor).ToHaveAttributeAsync("aria-valuenow", "1");
        await Expect(cursor).ToHaveAttributeAsync("aria-valuetext", new Regex(@"^\$[\d,.]+, \w+ \d+, \d{4}, "));
        await keys.PressAsync("ArrowRight");
        await Expect(cursor).ToHaveAttributeAsync("aria-valuenow", "2");
        await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("ArrowLeft");
        await Expect(cursor).ToHaveAttributeAsync("aria-valuenow", "1");
        await keys.PressAsync("End");
        await Expect(cursor).ToHaveAttributeAsync("aria-valuenow", count);
        await Expect(Tip(visit)).ToBeVisibleAsync();
        await visit.ShotAsync("cursor-keyboard", wholePage: false);
        await keys.PressAsync("Escape");
        await Expect(Tip(visit)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_finger_shows_a_point_which_stays_when_it_is_lifted()
    {
        await using var visit = await OpenAsync(360);
        var finger = await visit.Context.NewCDPSessionAsync(visit.Page);
        await finger.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });
        var box = await Cursor(visit).BoundingBoxAsync();

        await TouchAsync(finger, "touchStart", [new { x = box!.X + box.Width / 2, y = box.Y + 40 }]);
        await TouchAsync(finger, "touchEnd", []);

        await Expect(Tip(visit)).ToHaveTextAsync(OneOf((await RowsAsync(visit))[2..^2]));
        await visit.AssertFitsAsync();
        await visit.ShotAsync("cursor-touch", wholePage: false);
    }

    [Fact]
    public async Task Its_label_states_the_value_and_the_change_of_the_pages_head()
    {
        await using var visit = await OpenAsync();

        var total = await visit.Page.Locator(".total").InnerTextAsync();
        var head = await visit.Page.Locator(".change").InnerTextAsync();
        var change = Regex.Match(head, @"[+−](?<usd>\$[\d,.]+)").Groups["usd"].Value;

        var label = await Cursor(visit).GetAttributeAsync("aria-label");
        Assert.Matches(
            $"^Value over time: {Regex.Escape(total)} now, (up|down) {Regex.Escape(change)} since ", label);
    }

    /// <summary>An account with syncs of two changes, hours apart, and another that joined between them.</summary>
    private async Task<Visit> OpenAsync(int width = 1280)
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        await BuyAsync(id, "0.9");
        await system.ConnectAsync("okx-everyday");
        await BuyAsync(id, "0.7");
        await BuyAsync(id, "0.8");
        await system.SpreadSyncsAsync();
        var visit = await Visit.BeginAsync(browser, system, width: width);
        await visit.OpenAsync("/portfolio");
        return visit;
    }

    private async Task BuyAsync(Guid id, string btc)
    {
        await system.ControlAsync(HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = btc });
        await system.ResyncAsync(id);
    }

    private static ILocator Cursor(Visit visit) => visit.Page.GetByRole(AriaRole.Slider);

    private static ILocator Tip(Visit visit) => visit.Page.Locator(".cursor-tip");

    /// <summary>The same values as a table has them, newest first, as the cursor writes them.</summary>
    private static async Task<string[]> RowsAsync(Visit visit)
    {
        // It takes the place of the chart while it is open, and has no rows before it was opened.
        var table = visit.Page.Locator(".as-table");
        await table.EvaluateAsync("table => table.open = true");
        var rows = table.Locator("tbody tr");
        await Expect(rows).Not.ToHaveCountAsync(0);
        await table.EvaluateAsync("table => table.open = false");
        return await rows.EvaluateAllAsync<string[]>(
            "rows => rows.map(row => row.querySelector('td').textContent + row.querySelector('th').textContent)");
    }

    /// <summary>
    /// The points are close together: at an edge, a step of the chart, a sync and the current moment share a pixel.
    /// </summary>
    private static Regex OneOf(IEnumerable<string> rows) => new($"^({string.Join('|', rows.Select(Regex.Escape))})$");

    private static async Task TouchAsync(ICDPSession finger, string type, object[] points) =>
        await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
}
