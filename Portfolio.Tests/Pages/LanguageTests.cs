using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Pages in the person's language; programs are answered in English.</summary>
public sealed class LanguageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData("de-AT,en;q=0.5", null, "de", "Anmeldecode oder Zugriffstoken")]
    [InlineData("en-GB,de;q=0.5", null, "en", "Sign-in code or access token")]
    [InlineData("fr", null, "en", "Sign-in code or access token")]
    [InlineData("en", "de", "de", "Anmeldecode oder Zugriffstoken")]
    [InlineData("de", "en", "en", "Sign-in code or access token")]
    [InlineData("de", "xx", "de", "Anmeldecode oder Zugriffstoken")]
    public async Task A_page_is_in_the_chosen_language_or_the_browsers(
        string accepted, string? chosen, string language, string words)
    {
        var page = await ReadAsync("/sign-in", accepted, chosen);

        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_are_answered_in_English()
    {
        Assert.Contains("You are not signed in.", await ReadAsync("/api/v1/exchanges", "de", "de"));
        Assert.DoesNotContain("Schlüssel", await ReadAsync("/openapi/v1.json", "de", "de"));
    }

    [Fact]
    public async Task A_language_chosen_in_the_settings_is_kept_and_the_browsers_comes_back()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/settings");
        await Choice(visit, "Language").SelectOptionAsync("de");
        await Expect(Heading(visit, "Einstellungen")).ToBeVisibleAsync();
        await visit.OpenAsync("/settings");
        await Expect(visit.Page.GetByText("Chrome unter Linux").First).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("german-settings");
        await visit.LookAsync(dark: true, width: 320);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("german-settings-320");

        await Link(visit, "Hilfe").ClickAsync();
        await Expect(Heading(visit, "Hilfe")).ToBeVisibleAsync();
        await visit.OpenAsync("/settings");
        await Choice(visit, "Sprache").SelectOptionAsync("");

        await Expect(Heading(visit, "Settings")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_open_page_stays_in_its_language_when_something_changes()
    {
        await using var visit = await Visit.BeginAsync(browser, system, locale: "de-DE");
        await visit.OpenAsync("/connections");

        await system.ConnectAsync("okx-everyday");

        await Expect(visit.Page.GetByText("Synchronisiert", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task A_German_portfolio_fits_and_draws_with_points_in_its_numbers(bool dark, int width)
    {
        await system.ConnectAsync("okx-everyday");
        await using var visit = await Visit.BeginAsync(browser, system, dark, width, "de-DE");

        await visit.OpenAsync("/portfolio");

        await Expect(Heading(visit, "Aufteilung")).ToBeVisibleAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('main [style]')].map(part => part.getAttribute('style'))
              .filter(style => /\d,\d+%/.test(style))
            """));
        Assert.Empty(visit.Complaints);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"german-portfolio-{width}");
        await visit.Page.Keyboard.PressAsync("h");
        await Expect(visit.Page.Locator(".total")).ToHaveTextAsync("•••");
        await visit.ShotAsync($"german-hidden-{width}");
        await visit.OpenAsync("/connections");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"german-connections-{width}");
    }

    [Fact]
    public async Task Messages_and_dialogs_are_in_the_language_down_to_the_labels_of_their_buttons()
    {
        await system.ConnectAsync("okx-everyday");
        await using var visit = await Visit.BeginAsync(browser, system, locale: "de-DE");
        await visit.OpenAsync("/connections");

        await visit.PressAsync("Mehr zu OKX");
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Pausieren", Exact = true }).ClickAsync();
        var toast = visit.Page.Locator(".mud-snackbar");
        await Expect(toast).ToContainTextAsync("OKX ist pausiert.");
        await Expect(toast.GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync("Schließen");
        await visit.PressAsync("Binance verbinden");
        await Expect(visit.Page.GetByLabel("API-Schlüssel")).ToBeFocusedAsync();

        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('[aria-label], [title]')]
              .flatMap(part => [part.getAttribute('aria-label'), part.title])
              .filter(label => /\b(close|open|menu|the|more|select)\b/i.test(label ?? ''))
            """));
        await visit.ShotAsync("german-form", wholePage: false);
    }

    [Fact]
    public async Task A_file_to_download_does_not_depend_on_the_language()
    {
        await system.ConnectAsync("okx-everyday");
        await using var english = await Visit.BeginAsync(browser, system);
        await using var german = await Visit.BeginAsync(browser, system, locale: "de-DE");

        foreach (var path in new[] { "/portfolio/holdings.csv", "/portfolio/transactions.csv" })
            Assert.Equal(await DownloadAsync(english, path), await DownloadAsync(german, path));
    }

    private static async Task<string> DownloadAsync(Visit visit, string path) =>
        await (await visit.Context.APIRequest.GetAsync(path)).TextAsync();

    private static ILocator Heading(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    private static ILocator Choice(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Combobox, new() { Name = name });

    private static ILocator Link(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private async Task<string> ReadAsync(string path, string accepted, string? chosen)
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Origin) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(accepted);
        if (chosen is not null)
            request.Headers.Add("Cookie", $"portfolio-language={chosen}");
        using var response = await http.SendAsync(request, Cancel);
        return System.Net.WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel));
    }
}
