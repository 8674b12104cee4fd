using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A reading that the exchange's own total contradicts, on the connection's page.</summary>
public sealed class ContradictionPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task A_reading_that_is_not_booked_is_shown_beside_the_total_and_booked_once_a_person_confirms_it()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "shrunk", percent = 0, pathPrefix = "/api/v3/account" });
        await system.ResyncAsync(id);
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/connections/{id}");

        var panel = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Balances not saved" });
        await Expect(panel).ToContainTextAsync("Your portfolio keeps its last balances");
        await Expect(panel.GetByRole(AriaRole.Row, new() { Name = "Spot" }).First).ToContainTextAsync("$0.00");
        await Expect(panel.GetByRole(AriaRole.Row, new() { Name = "BTC" }).First).ToContainTextAsync("0");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Coverage" })).ToContainTextAsync(
            "The newest balances were not saved");
        await visit.ShowAsync("connection-contradicted");

        await visit.PressAsync("Confirm these balances");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync(
            "Confirmed. The next sync saves these balances");
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("[data-status=synced]").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".run").First).ToContainTextAsync("BTC");
    }

    [Fact]
    public async Task The_check_of_a_key_says_how_much_of_a_wallet_could_not_be_read()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "shape",
            pathPrefix = "/api/v3/account",
            body = $$"""
                {"balances":[{"asset":"USDT","free":"3","locked":"0"}],"uid":{{system.Key("everyday").Account.Uid}}}
                """,
        });
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));

        await visit.PressAsync("Check the key");

        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("of which $3.00 could be read");
        await visit.ShowAsync("preview-gap", wholePage: false);
    }
}
