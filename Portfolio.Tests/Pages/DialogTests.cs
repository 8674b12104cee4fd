using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Dialogs that keep what a person has done.</summary>
public sealed class DialogTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Escape_asks_before_it_drops_a_checked_key(int width)
    {
        await using var visit = await Visit.BeginAsync(browser, system, width: width);
        var page = visit.Page;
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));
        await visit.PressAsync("Check the key");
        await Expect(page.Locator(".preview .note")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByText("Your key was checked but not stored. Discard it?")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Keep key" })).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"drop-key-{width}", wholePage: false);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await visit.PressAsync("Discard key");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from user_connections"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_connection_is_not_renamed_to_nothing()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await visit.ChooseAsync("Binance", "Rename");
        var field = visit.Page.GetByLabel("Name of this connection");
        await Expect(field).ToBeFocusedAsync();

        await field.FillAsync("   ");
        await visit.PressAsync("Save");

        await Expect(visit.Page.GetByText("The connection needs a name.")).ToBeVisibleAsync();
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveValueAsync("   ");
        await visit.AssertAccessibleAsync();
        await field.FillAsync("Savings");
        await visit.PressAsync("Save");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Savings" })).ToBeVisibleAsync();
    }
}
