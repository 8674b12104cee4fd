using Microsoft.Playwright;
using Portfolio.Api.Pages.Shell;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>The frame around every page.</summary>
public sealed class ShellTests(SharedApi shared, Browser browser) : SystemTest<SharedApi>(shared)
{
    [Fact]
    public async Task After_signing_in_the_navigation_names_the_portfolio_as_the_current_page()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await Expect(visit.Page).ToHaveURLAsync($"{system.Origin}/");

        await Expect(Tab(visit, "Portfolio")).ToHaveAttributeAsync("aria-current", "page");
        await Tab(visit, "Connections").ClickAsync();
        await Expect(Tab(visit, "Connections")).ToHaveAttributeAsync("aria-current", "page");
        await Expect(Tab(visit, "Portfolio")).Not.ToHaveAttributeAsync("aria-current", "page");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task The_foot_of_a_page_names_the_version_and_leads_to_the_reference_of_the_API(int width)
    {
        await using var visit = await Visit.BeginAsync(browser, system, width: width);
        await visit.OpenAsync("/connections");
        var foot = visit.Page.GetByRole(AriaRole.Contentinfo);
        await Expect(foot).ToContainTextAsync($"Portfolio Sync {PageFoot.Version}");
        await visit.ShotAsync($"foot-{width}");

        await foot.GetByRole(AriaRole.Link, new() { Name = "API reference" }).ClickAsync();

        await Expect(visit.Page).ToHaveTitleAsync("Portfolio Sync API");
    }

    [Theory]
    [InlineData(false, 360)]
    [InlineData(true, 1280)]
    public async Task The_foot_of_a_page_leads_to_answers_of_what_people_ask(bool dark, int width)
    {
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        await visit.OpenAsync("/connections");

        await visit.Page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Link, new() { Name = "Help" })
            .ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Help" })).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveCountAsync(7);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"help-{width}");
    }

    [Fact]
    public async Task A_wide_window_is_used_and_a_short_page_needs_no_scrolling()
    {
        await using var visit = await Visit.BeginAsync(browser, system, width: 1920);
        await visit.OpenAsync("/connections");

        var page = await visit.Page.GetByRole(AriaRole.Main).BoundingBoxAsync();

        Assert.True(page?.Width > 1920 * 0.8, $"{page?.Width} of 1920 px are used.");
        Assert.True(await visit.Page.EvaluateAsync<bool>(
            "document.documentElement.scrollHeight <= document.documentElement.clientHeight"));
        await visit.ShotAsync("wide-connections");
    }

    [Fact]
    public async Task The_shadow_of_the_box_about_a_lost_connection_is_not_cut_at_its_corners()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        await visit.Page.EvaluateAsync(
            """
            const box = document.getElementById('components-reconnect-modal');
            box.className = 'components-reconnect-show';
            box.showModal();
            """);

        await Expect(visit.Page.Locator("#components-reconnect-modal")).ToHaveCSSAsync("overflow", "visible");
        await visit.ShotAsync("reconnect", wholePage: false);
    }

    private static ILocator Tab(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = name });
}
