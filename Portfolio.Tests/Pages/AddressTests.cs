using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The address of the portfolio's page, which holds what a person has chosen to see.</summary>
public sealed class AddressTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task A_reload_and_a_copied_link_show_the_same_span_and_order()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");

        await visit.PressAsync("Week");
        await Expect(visit.Page).ToHaveURLAsync(new Regex(@"/portfolio\?span=week$"));
        await visit.PressAsync("Asset");
        await Expect(visit.Page).ToHaveURLAsync(new Regex(@"/portfolio\?span=week&sort=asset-asc$"));
        await ShowsAsync(visit.Page, "ascending");
        await visit.OpenAsync(visit.Page.Url);
        await ShowsAsync(visit.Page, "ascending");
        var symbols = await visit.Page.Locator(".holdings .symbol").AllTextContentsAsync();
        Assert.Equal(symbols.Order(StringComparer.OrdinalIgnoreCase), symbols);

        await visit.PressAsync("Asset");
        await ShowsAsync(visit.Page, "descending");
        var other = await visit.SecondWindowAsync();
        await visit.OpenAsync(visit.Page.Url, other);
        await ShowsAsync(other, "descending");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Another_portfolio_keeps_the_span_and_the_usual_choice_is_not_in_the_address()
    {
        await system.ConnectAsync("everyday");
        var trading = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio?span=month&sort=nonsense-asc");

        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Portfolio", Exact = true })
            .SelectOptionAsync("Trading");
        await Expect(visit.Page).ToHaveURLAsync(new Regex($"/portfolio/{trading}\\?span=month"));
        await visit.Page.GoBackAsync();
        await Expect(Span(visit.Page, "Month")).ToHaveAttributeAsync("aria-pressed", "true");
        await visit.PressAsync("Day");
        await Expect(visit.Page).ToHaveURLAsync(new Regex(@"/portfolio\?sort=nonsense-asc$"));
        await Expect(visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Value", Exact = true }))
            .ToHaveAttributeAsync("aria-sort", "descending");
    }

    private static async Task ShowsAsync(IPage page, string direction)
    {
        await Expect(Span(page, "Week")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Asset" }).First)
            .ToHaveAttributeAsync("aria-sort", direction);
    }

    private static ILocator Span(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
