using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Portfolios made, renamed and deleted by a person.</summary>
public sealed class PortfolioPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task It_is_made_renamed_and_deleted(bool dark, int width)
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        var page = visit.Page;
        await visit.OpenAsync("/portfolio");
        await visit.ShotAsync($"portfolio-one-{width}", wholePage: false);

        await MakeAsync(visit, "Trading", width);
        await Expect(page).ToHaveURLAsync(new Regex("/portfolio/[0-9a-f-]{36}$"));
        await Expect(page.GetByText("No holdings yet")).ToBeVisibleAsync();
        await Expect(Picker(page)).ToContainTextAsync("Binance Sync");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"portfolio-new-{width}", wholePage: false);

        await MenuAsync(visit, "Trading", "Rename");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rename Trading" })).ToBeVisibleAsync();
        await visit.ShotAsync($"portfolio-rename-{width}", wholePage: false);
        await page.GetByLabel("Portfolio name").FillAsync("Savings");
        await visit.PressAsync("Save");
        await SaidAsync(page, "Renamed to Savings");
        await Expect(Picker(page)).ToContainTextAsync("Savings");

        await DeleteAsync(visit, "Savings", "It has no transactions.", width);
        await Expect(page).ToHaveURLAsync(new Regex("/portfolio$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Binance Sync" })).ToBeVisibleAsync();
        await Expect(Picker(page)).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task The_total_says_what_it_counts_and_links_to_the_rest(bool dark, int width)
    {
        var connected = await system.ConnectAsync("everywhere");
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        await visit.OpenAsync("/portfolio");

        var note = visit.Page.Locator(".basis");
        await Expect(note).ToContainTextAsync(
            new Regex(@"Prices as of .+\. Counts \d+\.\d% of what your exchanges report\."));
        await Expect(note).ToContainTextAsync("Not counted: ");
        await Expect(note.GetByRole(AriaRole.Link).First).ToHaveAttributeAsync("href", $"/connections/{connected.Id}");
        await visit.ShotAsync($"portfolio-basis-{width}", wholePage: false);
        await visit.AssertAccessibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task One_that_connections_sync_into_is_not_deleted_and_shows_a_remedy(bool dark, int width)
    {
        await system.ConnectAsync("everyday");
        var okx = (await system.ConnectAsync("okx-everyday")).Id;
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        var page = visit.Page;
        await visit.OpenAsync("/portfolio");

        await MenuAsync(visit, "Binance Sync", "Delete");

        var alert = page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("\"Binance\" and \"OKX\" sync into this portfolio.");
        await Expect(alert).ToContainTextAsync("Disconnect them or move them to another portfolio first");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToHaveCountAsync(0);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"portfolio-in-use-{width}", wholePage: false);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link, new() { Name = "OKX" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/connections/{okx}$"));
    }

    [Fact]
    public async Task The_kept_transactions_of_a_disconnected_account_are_counted_and_go_with_the_last_portfolio()
    {
        var id = (await system.ConnectAsync("okx-everyday")).Id;
        await system.DeleteAsync($"connections/{id}?history=keep");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.GetByText("No current holdings")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".ledger tbody tr").First).ToContainTextAsync("disconnected");
        await visit.ShotAsync("portfolio-past");
        var count = await system.Database.ReadAsync<long>("select count(*) from transactions");

        await DeleteAsync(visit, "OKX Sync", $"Its {count} transactions and its daily values will be deleted too.", 0);

        await Expect(visit.Page.GetByText("Your holdings, kept up to date automatically")).ToBeVisibleAsync();
        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from transactions"));
    }

    [Fact]
    public async Task One_that_is_connected_into_meanwhile_is_not_deleted()
    {
        await system.ConnectAsync("everyday");
        var portfolio = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/portfolio/{portfolio}");
        await MenuAsync(visit, "Trading", "Delete");
        await Expect(visit.Page.GetByText("It has no transactions.")).ToBeVisibleAsync();
        var body = system.Body("okx-everyday");
        body["portfolioId"] = portfolio;
        await system.PostAsync("connections", body, ("Prefer", "wait=20"));

        await visit.PressAsync("Delete");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("\"OKX\" syncs into this portfolio.");
        await visit.PressAsync("Close");
        await Expect(visit.Page.GetByText("BTC").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_change_in_another_window_shows_here_after_the_next_step()
    {
        await system.ConnectAsync("everyday");
        var first = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        var second = (await system.PostAsync("portfolios", new { name = "Savings" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        var picker = Picker(page);
        await visit.OpenAsync($"/portfolio/{first}");

        await system.PatchAsync($"portfolios/{first}", new { name = "Day trading" });
        await picker.SelectOptionAsync("Savings");
        await Expect(page).ToHaveTitleAsync(new Regex("Savings"));
        await picker.SelectOptionAsync("Day trading");
        await Expect(page).ToHaveTitleAsync(new Regex("Day trading"));

        await system.DeleteAsync($"portfolios/{second}");
        await system.DeleteAsync($"portfolios/{first}");
        await MenuAsync(visit, "Day trading", "Rename");
        await page.GetByLabel("Portfolio name").PressAsync("Enter");
        await SaidAsync(page, "Day trading was deleted in the meantime.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show my portfolio" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Binance Sync" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_name_of_full_length_fits_a_phone_and_an_empty_portfolio_names_its_connections()
    {
        var name = new string('W', 100);
        var portfolio = (await system.PostAsync("portfolios", new { name })).Id;
        var body = system.Body("trader");
        body["portfolioId"] = portfolio;
        await system.PostAsync("connections", body, ("Prefer", "wait=20"));
        await using var visit = await Visit.BeginAsync(browser, system, width: 360);
        await visit.OpenAsync("/portfolio");
        await Expect(visit.Page.GetByText("Binance syncs here.")).ToBeVisibleAsync();
        await visit.ShotAsync("portfolio-long-one");
        await visit.AssertAccessibleAsync();

        await system.PostAsync("portfolios", new { name = "Another" });
        await visit.OpenAsync($"/portfolio/{portfolio}");
        await visit.ShotAsync("portfolio-long-picker");
        await visit.AssertAccessibleAsync();
        await MenuAsync(visit, name, "Rename");
        await visit.Page.GetByLabel("Portfolio name").PressAsync("Enter");
        await SaidAsync(visit.Page, $"Renamed to {name}");
        await MenuAsync(visit, name, "Delete");
        await Expect(visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "syncs into" })).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("portfolio-long-dialog", wholePage: false);
    }

    private static ILocator Picker(IPage page) =>
        page.GetByRole(AriaRole.Combobox, new() { Name = "Portfolio", Exact = true });

    private static async Task MakeAsync(Visit visit, string name, int width)
    {
        var field = visit.Page.GetByLabel("Portfolio name");
        await visit.PressAsync("More for Binance Sync");
        await Expect(visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" })).ToBeVisibleAsync();
        await visit.ShotAsync($"portfolio-menu-{width}", wholePage: false);
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "New portfolio" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "New portfolio" })).ToBeVisibleAsync();
        await Expect(field).ToBeFocusedAsync();

        await field.PressAsync("Enter");
        await Expect(visit.Page.GetByText(
            "The name must be 1 to 100 characters on one line, all of them visible.")).ToBeVisibleAsync();
        await Expect(field).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"portfolio-no-name-{width}", wholePage: false);

        await field.FillAsync($"  {name} ");
        await Expect(visit.Page.GetByText("The name must be")).ToBeHiddenAsync();
        await field.PressAsync("Enter");
        await Expect(visit.Page.Locator(".mud-snackbar").Last).ToContainTextAsync($"Created {name}");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    /// <summary>For a screen reader; on the screen it comes after the two that were there before.</summary>
    private static Task SaidAsync(IPage page, string sentence) =>
        Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = sentence })).ToHaveTextAsync(sentence);

    private static async Task DeleteAsync(Visit visit, string name, string what, int width)
    {
        await MenuAsync(visit, name, "Delete");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(what);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"portfolio-delete-{width}", wholePage: false);

        await visit.PressAsync("Delete");
        await SaidAsync(visit.Page, $"Deleted {name}");
    }

    private static async Task MenuAsync(Visit visit, string name, string item)
    {
        await visit.PressAsync($"More for {name}");
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }
}
