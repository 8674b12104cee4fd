using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Several connections on one page: what each lacks, and what can be done with all of them.</summary>
public sealed class ConnectionListTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task Sync_all_syncs_every_account_that_can_be_synced()
    {
        var first = (await system.ConnectAsync("everyday")).Id;
        await system.ConnectAsync("okx-everyday");
        var paused = (await system.ConnectAsync("everywhere")).Id;
        await system.PatchAsync($"connections/{paused}", new { paused = true });
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");

        await visit.PressAsync("Sync all");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("Syncing 2 accounts. 1 is paused");
        await system.UntilAsync($"connections/{first}/runs", reply => reply.Data.GetArrayLength() is 2);
        Assert.Equal(1, (await system.GetAsync($"connections/{paused}/runs")).Data.GetArrayLength());
        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_card_says_which_part_of_the_account_is_not_read_and_the_page_has_each_wallets_balances()
    {
        var id = (await system.ConnectAsync("okx-everywhere")).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await Expect(visit.Page.Locator(".covers")).ToContainTextAsync("Not read: Old trading account $");
        await visit.AssertAccessibleAsync();

        await visit.OpenAsync($"/connections/{id}");

        var balances = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Balances" });
        await Expect(balances.Locator("caption span")).ToHaveTextAsync(["Trading", "Flexible earn", "Funding"]);
        await visit.ShowAsync("46-balances");
    }
}
