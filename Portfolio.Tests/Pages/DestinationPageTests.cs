using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Into which portfolio an account is connected.</summary>
public sealed class DestinationPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task An_account_goes_into_a_new_portfolio_that_a_person_names(bool dark, int width)
    {
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        var field = await NameAsync(visit, "everyday", "");

        await visit.PressAsync("Connect");
        await Expect(visit.Page.GetByText(
            "The name must be 1 to 100 characters on one line, all of them visible.")).ToBeVisibleAsync();
        await Expect(field).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"destination-{width}", wholePage: false);
        await field.FillAsync("Mine");
        await field.PressAsync("Enter");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into Mine");
        Assert.Equal(["Mine"], await NamesAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_failed_connect_leaves_no_portfolio_and_its_name_stays_for_the_next_key()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await NameAsync(visit, "everyday", "Mine");
        await system.ConnectAsync("everyday");
        await visit.PressAsync("Connect");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This key is already connected.");
        Assert.Equal(["Binance Sync"], await NamesAsync());

        await visit.TypeAsync(system.Key("everywhere"));
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByLabel("Name of the new portfolio")).ToHaveValueAsync("Mine");
        await visit.PressAsync("Connect");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into Mine");
        Assert.Equal(["Binance Sync", "Mine"], await NamesAsync());
    }

    [Fact]
    public async Task A_connection_that_is_refused_after_all_keeps_its_new_portfolio_and_the_next_try_goes_there()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await NameAsync(visit, "everyday", "Mine");
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 401, code = -2015, message = "x", pathPrefix = "/sapi/v1/account/apiRestrictions",
        });
        await visit.PressAsync("Connect");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Invalid API credentials.");
        await system.ControlAsync(HttpMethod.Delete, "faults");

        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByLabel("Add to portfolio").Locator("option:checked")).ToHaveTextAsync("Mine");
        await visit.PressAsync("Connect");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into Mine");
        Assert.Equal(["Mine"], await NamesAsync());
    }

    [Fact]
    public async Task An_account_that_its_first_sync_finds_connected_already_leaves_no_empty_portfolio()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await NameAsync(visit, "twin-two", "Mine");
        await system.ConnectAsync("twin-one");
        var account = await system.Database.ReadAsync<string>("select account_id from user_connections");
        await TestDatabase.ExecuteAsync(system.Database.Owner, "update user_connections set account_id = null");
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "hang", pathPrefix = "/sapi/v1/account/apiRestrictions" });

        await visit.PressAsync("Connect");
        await system.UntilCountAsync("select count(*)::int from user_connections", count => count is 2);
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"update user_connections set account_id = '{account}' where last_outcome is not null");
        await system.ControlAsync(HttpMethod.Delete, "faults");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("already connected");
        Assert.Equal(["Binance Sync"], await NamesAsync());
    }

    [Fact]
    public async Task A_portfolio_that_is_deleted_before_the_connect_is_reported_at_the_choice()
    {
        var portfolio = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await PreviewAsync(visit, "everyday");
        await system.DeleteAsync($"portfolios/{portfolio}");

        await visit.PressAsync("Connect");
        await Expect(visit.Page.GetByText("That portfolio has been deleted.")).ToBeVisibleAsync();
        await visit.PressAsync("Connect");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into Binance Sync");
    }

    [Fact]
    public async Task From_an_empty_portfolio_an_account_is_connected_into_that_one()
    {
        await system.ConnectAsync("everyday");
        var portfolio = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/portfolio/{portfolio}");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Connect an exchange" }).ClickAsync();
        await visit.PressAsync("Connect OKX");
        await visit.TypeAsync(system.Key("okx-everyday"));
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByLabel("Add to portfolio")).ToHaveValueAsync($"{portfolio}");
        await visit.PressAsync("Connect");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into Trading");
    }

    private async Task<ILocator> NameAsync(Visit visit, string account, string name)
    {
        await PreviewAsync(visit, account);
        await visit.Page.GetByLabel("Add to portfolio").SelectOptionAsync("New portfolio with another name");
        var field = visit.Page.GetByLabel("Name of the new portfolio");
        await field.FillAsync(name);
        return field;
    }

    private async Task PreviewAsync(Visit visit, string account)
    {
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key(account));
        await visit.PressAsync("Check the key");
        await visit.Page.GetByText("This key can only read").WaitForAsync();
    }

    private async Task<IEnumerable<string?>> NamesAsync() => (await system.GetAsync("portfolios")).Data.EnumerateArray()
        .Select(portfolio => portfolio.GetProperty("name").GetString());
}
