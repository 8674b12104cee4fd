using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Api.Pages.View;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A person who shows the screen to others.</summary>
public sealed partial class HiddenAmountTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task Amounts_are_hidden_by_a_button_and_stay_so_on_the_next_page(bool dark, int width)
    {
        await system.ConnectAsync("veteran");
        await using var visit = await Visit.BeginAsync(browser, system, dark, width);
        await visit.OpenAsync("/portfolio");
        await Expect(Total(visit)).ToContainTextAsync(Dollars());
        await Expect(Switch(visit)).ToHaveAttributeAsync("aria-pressed", "false");

        await Switch(visit).ClickAsync();

        await Expect(Total(visit)).ToHaveTextAsync("•••");
        await Expect(Switch(visit)).ToHaveAttributeAsync("aria-pressed", "true");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"hidden-amounts-{width}");
        Assert.DoesNotMatch(Dollars(), await MadeAsync(visit, "/connections"));
        await visit.OpenAsync("/connections");
        await Expect(Switch(visit)).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_first_byte_of_a_page_has_no_amount_but_shares_and_prices()
    {
        await system.ConnectAsync("veteran");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        var quantity = await visit.Page.Locator(".holdings tbody td").First.GetAttributeAsync("title") ?? "";
        await Switch(visit).ClickAsync();
        await Expect(Total(visit)).ToHaveTextAsync("•••");

        var made = await MadeAsync(visit, "/portfolio");

        Assert.Contains("<p class=\"total\">•••</p>", made, StringComparison.Ordinal);
        Assert.Contains("%", made, StringComparison.Ordinal);
        Assert.NotEmpty(quantity);
        Assert.DoesNotContain(quantity.Split(' ')[0], made, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_H_hides_and_shows_amounts_but_is_a_letter_in_a_field()
    {
        await system.ConnectAsync("veteran");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");

        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search holdings" }).PressSequentiallyAsync("h");
        await Expect(Switch(visit)).ToHaveAttributeAsync("aria-pressed", "false");
        await visit.Page.Locator("h2").First.ClickAsync();
        await visit.Page.Keyboard.PressAsync("h");
        await Expect(Total(visit)).ToHaveTextAsync("•••");
        await visit.Page.Keyboard.PressAsync("h");

        await Expect(Total(visit)).ToContainTextAsync(Dollars());
        await visit.OpenAsync("/portfolio");
        await Expect(Total(visit)).ToContainTextAsync(Dollars());
    }

    [Fact]
    public async Task No_amount_is_left_in_the_texts_titles_and_labels_of_a_page_on_which_they_are_hidden()
    {
        await system.ConnectAsync("derivatives");
        await system.ConnectAsync("okx-everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await visit.Page.GetByText("As a table").ClickAsync();
        await Expect(visit.Page.Locator(".value-chart tbody tr").First).ToBeVisibleAsync();
        var amounts = await visit.Page.EvaluateAsync<string[]>(Amounts);
        Assert.True(amounts.Length > 10, $"{amounts.Length} amounts");

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Derivatives" }).ClickAsync();
        await visit.Page.Keyboard.PressAsync("h");
        await Expect(visit.Page.Locator(".derivatives td").First).ToContainTextAsync("•••");

        Assert.Empty(await LeftAsync(visit, amounts));
        await visit.OpenAsync("/portfolio");
        Assert.Empty(await LeftAsync(visit, amounts));
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("hidden-amounts-derivatives");
    }

    [Theory]
    [InlineData("en-US", "The key H hides and shows amounts")]
    [InlineData("de-DE", "Die Taste H verbirgt Beträge und zeigt sie wieder")]
    public async Task The_key_can_be_switched_off_in_the_settings(string locale, string choice)
    {
        await using var visit = await Visit.BeginAsync(browser, system, locale: locale);
        await visit.OpenAsync("/settings");
        await Expect(Bar(visit)).ToHaveAttributeAsync("aria-keyshortcuts", "h");

        await visit.Page.GetByLabel(choice).UncheckAsync();
        await Expect(Bar(visit)).Not.ToHaveAttributeAsync("aria-keyshortcuts", "h");
        await visit.Page.Locator("h1").ClickAsync();
        await visit.Page.Keyboard.PressAsync("h");
        await visit.OpenAsync("/settings");

        await Expect(visit.Page.GetByLabel(choice)).Not.ToBeCheckedAsync();
        await Expect(Bar(visit)).ToHaveAttributeAsync("aria-pressed", "false");
        await Bar(visit).ClickAsync();
        await Expect(Bar(visit)).ToHaveAttributeAsync("aria-pressed", "true");
        await visit.OpenAsync("/settings");
        await Expect(Bar(visit)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Bar(visit)).Not.ToHaveAttributeAsync("aria-keyshortcuts", "h");
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("", false, true)]
    [InlineData("nonsense", false, true)]
    [InlineData("hidden~key", true, true)]
    [InlineData("hidden~no-key", true, false)]
    [InlineData("shown~no-key", false, false)]
    public void The_choice_is_read_from_its_cookie(string? cookie, bool hidden, bool key)
    {
        var choice = AmountChoice.Read(cookie);

        Assert.Equal(new AmountChoice(hidden, key), choice);
        Assert.Equal(choice, AmountChoice.Read(choice.Text));
    }

    [Theory]
    [InlineData("OKX reports $84,800, of which $0 could be read.", "OKX reports •••, of which ••• could be read.")]
    [InlineData("It is -$12.34, not $5.", "It is •••, not •••.")]
    [InlineData("Nothing was saved.", "Nothing was saved.")]
    [InlineData(null, null)]
    public void Money_in_a_sentence_of_the_API_is_hidden(string? sentence, string? shown) =>
        Assert.Equal(shown, new DisplayFormat(BrowserView.Unknown, new AmountChoice(true, true)).Sentence(sentence));

    private static ILocator Bar(Visit visit) => visit.Page.Locator(".bar button[aria-pressed]");

    /// <summary>Those of the amounts that the page, its titles or its labels still have.</summary>
    private static Task<string[]> LeftAsync(Visit visit, string[] amounts) => visit.Page.EvaluateAsync<string[]>(
        "amounts => amounts.filter(amount => document.documentElement.outerHTML.includes(amount))", amounts);

    private static ILocator Total(Visit visit) => visit.Page.Locator(".total");

    private static ILocator Switch(Visit visit) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = "Hide amounts" });

    private static async Task<string> MadeAsync(Visit visit, string path) => System.Net.WebUtility.HtmlDecode(
        await (await visit.Context.APIRequest.GetAsync(path)).TextAsync());

    /// <summary>All amounts on the page with five digits or more, which are no year and no price.</summary>
    private const string Amounts =
        """
        () => {
          const texts = [...document.querySelectorAll(
            '.total, .change, .derivatives td, .chart-lines i, .value-chart td, .holdings td:not(:nth-of-type(2))')]
            .flatMap(part => [part.innerText, part.title]);
          const points = document.querySelector('value-cursor').getAttribute('points').split(';');
          const prices = [...document.querySelectorAll('.holdings td:nth-of-type(2)')].map(price => price.innerText);
          return [...new Set([...texts, ...points.map(point => point.split('|')[3])]
            .flatMap(text => text.match(/[\d.,]{5,}/g) ?? [])
            .filter(amount => /[.,]/.test(amount) && amount.replace(/\D/g, '').length > 4))]
            .filter(amount => !prices.some(price => price.includes(amount)));
        }
        """;

    [GeneratedRegex(@"\$\d")]
    private static partial Regex Dollars();
}
