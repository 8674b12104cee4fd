using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A question about an unlisted rename, on the connection's page.</summary>
[NeedsServers]
public sealed class RenamePageTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.StartAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_person_is_asked_and_the_transactions_follow_the_answer()
    {
        await system.ControlAsync(HttpMethod.Put, "accounts/renaming/balances/spot/MOONQ", new { free = "77" });
        var id = (await system.ConnectAsync("renaming")).Id;
        await system.ControlAsync(
            HttpMethod.Post, "accounts/renaming/conversions", new { from = "MOONQ", to = "NEWQ" });
        await system.ResyncAsync(id);
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync($"/connections/{id}");
        var question = visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Did MOONQ become NEWQ?" });
        await Expect(question).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();

        await visit.PressAsync("Yes, it was renamed");

        await Expect(question).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator(".run").First).ToContainTextAsync("NEWQ");
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        await visit.OpenAsync($"/portfolio/{portfolio}");
        await Expect(visit.Page.Locator(".ledger")).ToContainTextAsync("renamed from MOONQ");
    }
}
