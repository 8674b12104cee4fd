using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The dialogs of a connection, in every look.</summary>
[NeedsServers]
public sealed class DialogStateTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync()
    {
        system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("twin-one");
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Dialogs_that_change_a_connection_are_accessible_and_fit()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await ShowAsync(visit, "Rename", "50-rename");
        await visit.Page.GetByLabel("Name of this connection").FillAsync(new string('x', 101));
        await visit.PressAsync("Save");
        await Expect(visit.Page.GetByText(
            "The name must be at most 100 characters on one line, all of them visible.")).ToBeVisibleAsync();
        await visit.ShowAsync("51-rename-problem", wholePage: false);

        await ShowAsync(visit, "Change schedule", "52-schedule");
        await ShowAsync(visit, "Replace keys", "53-replace");
        await visit.TypeAsync(system.Key("everyday"));
        await visit.PressAsync("Check and replace");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("another Binance account");
        await visit.ShowAsync("54-replace-refused", wholePage: false);
    }

    [Fact]
    public async Task The_dialog_that_ends_a_connection_is_accessible_and_fits()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await ShowAsync(visit, "Disconnect", "55-disconnect-keep");
        await visit.Page.GetByText("Delete everything").ClickAsync();
        await Expect(visit.Page.GetByText("Disconnect and delete")).ToBeVisibleAsync();
        await visit.ShowAsync("56-disconnect-delete", wholePage: false);
    }

    private static async Task ShowAsync(Visit visit, string item, string state)
    {
        await visit.OpenAsync("/connections");
        await visit.ChooseAsync("Binance", item);
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visit.ShowAsync(state, wholePage: false);
    }
}
