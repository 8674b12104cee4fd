using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The keyboard focus after each step of a person without a mouse.</summary>
public sealed class FocusTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task A_form_begins_in_its_first_field_and_a_refusal_takes_the_keyboard_to_it_and_escape_leaves()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenFormAsync("OKX");
        await Expect(page.GetByLabel("API key")).ToBeFocusedAsync();

        await visit.TypeAsync(system.Key("okx-trader"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Tab_goes_round_in_a_dialog()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenFormAsync("OKX");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the key" }).FocusAsync();

        await page.Keyboard.PressAsync("Tab");
        var first = page.GetByText("How to create a read-only key");
        await Expect(first).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Check the key" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_keyboard_focus_is_always_visible()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenFormAsync("OKX");
        await page.GetByLabel("Passphrase", new() { Exact = true }).FocusAsync();

        foreach (var name in new[] { "Cancel", "Check the key" })
        {
            await page.Keyboard.PressAsync("Tab");
            var button = page.GetByRole(AriaRole.Button, new() { Name = name });
            await Expect(button).ToBeFocusedAsync();
            await Expect(button).ToHaveCSSAsync("outline-style", "solid");
        }
    }

    [Fact]
    public async Task Escape_closes_a_menu_that_was_opened_with_the_mouse()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await visit.PressAsync("More for Binance");
        await Expect(visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Pause" })).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Escape");

        await Expect(visit.Page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task No_letter_is_lost_of_a_name_that_is_typed_fast()
    {
        const string Name = "The quick brown fox jumps over it all";
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await visit.ChooseAsync("Binance Sync", "Rename");
        var field = visit.Page.GetByLabel("Portfolio name");
        await Expect(field).ToBeFocusedAsync();

        await field.FillAsync("");
        await visit.Page.Keyboard.TypeAsync(Name);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = Name })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_a_button_or_a_card_is_gone_the_keyboard_is_beside_it_or_at_the_pages_beginning()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/connections");
        await visit.ChooseAsync("Binance", "Pause");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume", Exact = true }).PressAsync("Enter");
        await Expect(page.Locator(".actions button").First).ToBeFocusedAsync();

        await visit.ChooseAsync("Binance", "Disconnect");
        await visit.PressAsync("Disconnect");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connections", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Enter_sends_a_secret_that_is_one_line_and_the_preview_takes_the_keyboard()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));
        await page.GetByLabel("Secret key").PressAsync("Enter");

        await Expect(page.Locator(".preview .note")).ToBeFocusedAsync();
        await visit.PressAsync("Back");
        await Expect(page.GetByLabel("API key")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_menu_closes_before_its_dialog_and_a_click_on_resync_keeps_the_keyboard_there()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/connections");

        await page.GetByRole(AriaRole.Button, new() { Name = "More for Binance" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByLabel("Name of this connection")).ToBeFocusedAsync();
        await Expect(page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More for Binance" })).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Resync Binance" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".connection [data-status=synced]")).ToBeVisibleAsync();
        await Expect(page.Locator(".actions button").First).ToBeFocusedAsync();
    }
}
