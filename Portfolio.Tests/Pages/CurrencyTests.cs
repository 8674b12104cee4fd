using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Prices;
using Portfolio.Storage.Prices;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A person who counts in another currency than the dollar.</summary>
public sealed class CurrencyTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData("en-US", 1280, "EUR", "Show values in", @"^€[0-9,]+\.[0-9]{2}$")]
    [InlineData("de-DE", 360, "EUR", "Werte anzeigen in", @"^[0-9.]+,[0-9]{2}\u00a0€$")]
    [InlineData("en-US", 360, "BTC", "Show values in", @"^BTC\u00a0[0-9]+\.[0-9]{2,8}$")]
    public async Task A_currency_chosen_in_the_settings_is_that_of_all_pages(
        string locale, int width, string code, string label, string total)
    {
        await system.ConnectAsync("everywhere");
        await using var visit = await Visit.BeginAsync(browser, system, dark: width < 500, width, locale);
        await visit.OpenAsync("/settings");

        await visit.Page.GetByLabel(label).SelectOptionAsync(code);
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync(CurrencyNames.Of(code)[..3]);
        await visit.Page.GotoAsync("/portfolio");

        await Expect(Total(visit)).ToHaveTextAsync(new Regex(total));
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");
        await Expect(Total(visit)).ToHaveTextAsync(new Regex(total));
        Assert.DoesNotContain("$", await visit.Page.Locator("main").InnerTextAsync());
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"currency-{code}-{locale}");
        await visit.OpenAsync("/connections");
        Assert.DoesNotContain("$", await visit.Page.Locator("main").InnerTextAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_form_for_a_connection_begins_with_the_interval_of_the_settings()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/settings");
        await visit.Page.GetByLabel("Sync interval of new connections").SelectOptionAsync("240");
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("every 4 hours");
        await visit.ShotAsync("own-settings");

        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));
        await visit.PressAsync("Check the key");

        await Expect(visit.Page.Locator("#connect-minutes")).ToHaveValueAsync("240");
    }

    [Fact]
    public async Task The_first_byte_of_a_page_is_in_the_chosen_currency()
    {
        await system.ConnectAsync("everywhere");
        await system.PatchAsync("me", new { currency = "EUR" });
        await using var visit = await Visit.BeginAsync(browser, system);

        var made = WebUtility.HtmlDecode(
            await (await visit.Context.APIRequest.GetAsync("/portfolio")).TextAsync());

        Assert.Matches(@"<p class=""total"">€[0-9,.]+</p>", made);
        Assert.DoesNotMatch(@"\$[0-9]", made);
    }

    [Theory]
    [InlineData("/portfolio", ".total")]
    [InlineData("/connections", "main")]
    public async Task An_open_page_is_converted_at_the_rate_of_now(string path, string amounts)
    {
        var connected = (await system.ConnectAsync("everywhere")).Id;
        await system.PatchAsync("me", new { currency = "EUR" });
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync(path);
        await Expect(visit.Page.Locator(amounts)).ToContainTextAsync("€4");

        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            update asset_prices set price_usd = price_usd * 100, priced_at = now() + interval '1 hour'
            where asset_id in (select id from assets where symbol = 'EUR')
            """);
        await system.ResyncAsync(connected);

        await Expect(visit.Page.Locator(amounts)).ToContainTextAsync(new Regex(@"€(4|5)[0-9]{2}\.[0-9]{2}"));
    }

    [Fact]
    public async Task Hidden_amounts_stay_hidden_in_another_currency()
    {
        await system.ConnectAsync("everywhere");
        await system.PatchAsync("me", new { currency = "EUR" });
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await Expect(Total(visit)).ToContainTextAsync("€");

        await visit.Page.Keyboard.PressAsync("h");

        await Expect(Total(visit)).ToHaveTextAsync("•••");
        var prices = visit.Page.Locator(".holdings tbody td.wide-only").First;
        await Expect(prices).ToContainTextAsync("€");
    }

    [Fact]
    public async Task A_currency_that_no_exchange_prices_any_more_is_named_and_values_are_in_dollars()
    {
        await system.ConnectAsync("everywhere");
        await TestDatabase.ExecuteAsync(system.Database.Owner, "update users set currency = 'KZT'");
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenAsync("/portfolio");
        await Expect(Total(visit)).ToContainTextAsync("$");
        await visit.OpenAsync("/settings");

        await Expect(visit.Page.GetByText("has a live price of KZT now")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel("Show values in")).ToHaveValueAsync("KZT");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("currency-missing");
    }

    [Theory]
    [InlineData("USD", "4321.5", "$4,321.50", "0.004", "<\u00a0$0.01")]
    [InlineData("EUR", "4321.5", "€4,321.50", "0.004", "<\u00a0€0.01")]
    [InlineData("JPY", "4321.5", "¥4,322", "0.4", "<\u00a0¥1")]
    [InlineData("CHF", "4321.5", "CHF\u00a04,321.50", "-0.004", "−<\u00a0CHF\u00a00.01")]
    [InlineData("BTC", "0.0123456789", "BTC\u00a00.01234568", "0.000000001", "<\u00a0BTC\u00a00.00000001")]
    [InlineData("BTC", "2", "BTC\u00a02.00", "0", "BTC\u00a00.00")]
    public void Each_currency_has_its_symbol_and_its_places(
        string code, string amount, string shown, string small, string shownSmall)
    {
        var format = In(code, 1);

        Assert.Equal(
            (shown, shownSmall),
            (format.Amount(decimal.Parse(amount)), format.Amount(decimal.Parse(small))));
    }

    [Fact]
    public void Amounts_in_dollars_are_converted_at_the_rate_of_now()
    {
        var format = In("EUR", 1.25m);

        Assert.Equal(
            ("€80.00", "−€80.00", "€0.80", "€800"),
            (format.Usd(100), format.SignedUsd(-100), format.Price(1), format.RoundUsd(1000)));
    }

    [Fact]
    public void Each_currency_has_a_name() =>
        Assert.All(CurrencyCodes.All, code => Assert.Matches($"^{code} – .+", CurrencyNames.Of(code)));

    private static DisplayFormat In(string code, decimal usd) => new(
        BrowserView.Unknown, currency: new CurrencyRate { Code = code, AssetId = Guid.Empty, Usd = usd });

    private static ILocator Total(Visit visit) => visit.Page.Locator(".total");
}
