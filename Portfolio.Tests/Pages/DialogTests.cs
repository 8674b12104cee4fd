using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Dialogs that keep what a person has done.</summary>
public sealed class DialogTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
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
