using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The life of a connection, seen and controlled from its page.</summary>
public sealed class ConnectionPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task A_resync_and_its_changes_appear_in_every_open_window()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        var second = await visit.SecondWindowAsync();
        await visit.OpenAsync($"/connections/{id}", second);
        await visit.OpenAsync("/connections");
        await system.ControlAsync(
            HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = "0.75", locked = "0" });

        await visit.PressAsync("Resync Binance");

        await Expect(second.Locator(".run")).ToHaveCountAsync(2);
        await Expect(second.Locator(".run").First).ToContainTextAsync("BTC");
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("Binance is up to date. BTC");
        await second.Locator(".run summary").First.ClickAsync();
        await Expect(second.Locator(".run").First).ToContainTextAsync("Spot: read");
    }

    [Fact]
    public async Task A_requested_sync_reports_also_that_nothing_has_changed()
    {
        var id = (await system.ConnectAsync("okx-everyday")).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/connections/{id}");

        await visit.PressAsync("Resync OKX");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("OKX is up to date. Nothing changed.");
    }

    [Fact]
    public async Task A_connection_made_elsewhere_and_its_failure_appear_by_themselves()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");

        await system.ConnectAsync("trader");

        await Expect(visit.Page.Locator("[data-status=action_required]")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("This key can do more than read.")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("connections-failure");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resync Binance" })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task It_is_renamed_rescheduled_paused_and_resumed()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/connections");

        await visit.ChooseAsync("Binance", "Rename");
        await page.GetByLabel("Name of this connection").FillAsync("Savings");
        await visit.PressAsync("Save");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Savings", Exact = true })).ToBeVisibleAsync();

        await visit.ChooseAsync("Savings", "Change schedule");
        await page.GetByLabel("Sync", new() { Exact = true }).SelectOptionAsync("15");
        await visit.PressAsync("Save");
        await Expect(page.Locator(".mud-snackbar").Last).ToContainTextAsync("every 15 minutes");

        await visit.ChooseAsync("Savings", "Pause");
        await Expect(page.Locator("[data-status=paused]")).ToBeVisibleAsync();
        await visit.ShotAsync("connections-paused");
        await visit.PressAsync("Resume");
        await Expect(page.Locator("[data-status=synced]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keys_are_replaced_by_those_of_the_same_account_alone()
    {
        await system.ConnectAsync("twin-one");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await visit.ChooseAsync("Binance", "Replace keys");

        await visit.TypeAsync(system.Key("everyday"));
        await visit.PressAsync("Check and replace");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("another Binance account");
        await visit.ShotAsync("replace-refused", wholePage: false);

        await visit.TypeAsync(system.Key("twin-two"));
        await visit.PressAsync("Check and replace");
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("Binance has new keys");
        await Expect(visit.Page.Locator(".connection")).ToContainTextAsync(system.Key("twin-two").ApiKey[^4..]);
    }

    [Fact]
    public async Task The_pause_of_a_region_is_shown_as_its_exchanges()
    {
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            insert into exchange_health (exchange, egress, paused_until)
            values ('okx', 'here', now() + interval '1 minute'), ('okx:eea', 'here', now() + interval '1 hour')
            """);
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenAsync("/connections");

        await Expect(visit.Page.GetByText("OKX asked this server to pause until")).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByText("Only accounts in its regions eea and global wait.")).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByText("okx:eea")).ToHaveCountAsync(0);
        var okx = (await system.GetAsync("exchanges")).Data.EnumerateArray()
            .Single(exchange => exchange.GetProperty("exchange").GetString() is "okx");
        Assert.True(okx.GetProperty("pausedUntil").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(30));
    }

    [Theory]
    [InlineData(false, "Disconnect", 1)]
    [InlineData(true, "Disconnect and delete", 0)]
    public async Task It_is_disconnected_with_or_without_its_history(bool purge, string button, int kept)
    {
        var id = (await system.ConnectAsync("okx-everyday")).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/connections/{id}");
        await visit.ChooseAsync("OKX", "Disconnect");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("we destroy its keys at once");
        if (purge)
            await visit.Page.GetByText("Delete everything").ClickAsync();
        await visit.ShotAsync($"disconnect-{button}", wholePage: false);

        await visit.PressAsync(button);

        await Expect(visit.Page.GetByText("Connect your first exchange")).ToBeVisibleAsync();
        Assert.Equal(kept, await system.Database.ReadAsync<long>("select count(*) from user_connections"));
    }

    [Fact]
    public async Task A_wallet_that_was_missed_is_diagnosed_and_its_holdings_are_marked_as_stale()
    {
        var id = (await system.ConnectAsync("everywhere")).Id;
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 500, code = -1000, message = "x", pathPrefix = "/sapi/v1/asset/get-funding-asset",
        });
        await system.ResyncAsync(id);
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenAsync($"/connections/{id}");
        await Expect(visit.Page.Locator("[data-status=partial]").First).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("Funding was not read and keeps its last values.")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("connection-partial");

        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.GetByText("stale since").First).ToBeVisibleAsync();
    }
}
