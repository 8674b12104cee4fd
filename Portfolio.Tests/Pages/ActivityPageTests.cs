using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A person reads the audit log, and the log names a person at an open page.</summary>
public sealed class ActivityPageTests(SharedApi shared, Browser browser) : SystemTest<SharedApi>(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task A_change_on_an_open_page_is_one_of_its_session_and_shows_in_the_settings(bool dark, int width)
    {
        var name = $"Trading {width}";
        var portfolio = (await system.PostAsync("portfolios", new { name })).Id;
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        await visit.OpenAsync($"/portfolio/{portfolio}");
        await visit.PressAsync($"More for {name}");
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename", Exact = true }).ClickAsync();
        await visit.Page.GetByLabel("Portfolio name").FillAsync("Savings");
        await visit.PressAsync("Save");
        await Expect(visit.Page.GetByText("Renamed to Savings").First).ToBeVisibleAsync();

        await visit.OpenAsync("/settings");

        var newest = visit.Page.Locator("[aria-labelledby=activity] li").First;
        await Expect(newest).ToContainTextAsync($"Portfolio renamed {name} → Savings");
        await Expect(newest).ToContainTextAsync("127.0.0.1");
        await Expect(newest).ToContainTextAsync("Chrome");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"activity-{width}");
        Assert.Equal("session 127.0.0.1 t", await system.Database.ReadAsync<string>(
            $"""
            select concat_ws(' ', actor_kind, address, actor_id in (select id::text from sessions))
            from audit_log where action = 'portfolio_renamed' and target_id = '{portfolio}'
            """));
        Assert.Empty(visit.Complaints);
    }
}
