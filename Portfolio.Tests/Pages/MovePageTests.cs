using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Accounts moved to another portfolio by a person.</summary>
public sealed class MovePageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task All_accounts_of_a_portfolio_are_moved_and_it_is_deleted(bool dark, int width)
    {
        await system.ConnectAsync("everyday");
        var okx = (await system.ConnectAsync("okx-everyday")).Id;
        await system.DeleteAsync($"connections/{okx}?history=keep");
        var target = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        var page = visit.Page;
        var origin = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        await visit.OpenAsync($"/portfolio/{origin}");

        await MenuAsync(visit, "Binance Sync", "Move accounts");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(2);
        await visit.PressAsync("Move");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Choose at least one account.");
        await dialog.GetByLabel("Binance").CheckAsync();
        await dialog.GetByLabel("OKX").CheckAsync();
        await Expect(dialog.GetByText("disconnected ")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"move-accounts-{width}", wholePage: false);
        await visit.PressAsync("Move");

        await Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("2 accounts moved to Trading.");
        await Expect(page.GetByText("No holdings yet")).ToBeVisibleAsync();
        await visit.OpenAsync($"/portfolio/{target}");
        await Expect(page.GetByText(
            "Account moved: Binance came from Binance Sync with its history")).ToBeVisibleAsync();
        await Expect(page.Locator(".ledger tbody tr").First).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"moved-accounts-{width}");
        Assert.Equal(200, (await system.DeleteAsync($"portfolios/{origin}")).Status);
        await visit.OpenAsync($"/portfolio/{target}");
        await Expect(page.GetByText("came from a deleted portfolio with its history").First).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_connection_is_moved_by_its_menu()
    {
        await system.ConnectAsync("everyday");
        var moved = (await system.ConnectAsync("okx-everyday")).Id;
        var target = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/connections/{moved}");

        await visit.ChooseAsync("OKX", "Move to another portfolio");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("OKX")).ToBeCheckedAsync();
        await Expect(dialog.GetByLabel("Binance")).Not.ToBeCheckedAsync();
        await visit.PressAsync("Move");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("Moved to Trading.");
        Assert.Equal(
            target, (await system.GetAsync($"connections/{moved}")).Data.GetProperty("portfolioId").GetGuid());
    }

    [Fact]
    public async Task Without_another_portfolio_the_dialog_names_the_way_to_one()
    {
        var only = (await system.ConnectAsync("everyday")).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/connections/{only}");

        await visit.ChooseAsync("Binance", "Move to another portfolio");

        await Expect(visit.Page.GetByText("There is no other portfolio yet.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true })).ToHaveCountAsync(0);
    }

    private static async Task MenuAsync(Visit visit, string portfolio, string item)
    {
        await visit.PressAsync($"More for {portfolio}");
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }
}
