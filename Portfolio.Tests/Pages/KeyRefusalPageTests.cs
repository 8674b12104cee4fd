using Microsoft.Playwright;
using Portfolio.Contracts.Exchanges;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>What the form says about a key that an exchange or we do not accept.</summary>
public sealed class KeyRefusalPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Theory]
    [InlineData("trader", "This key can do more than read. Create a read-only key and try again.")]
    [InlineData(
        "unreadable", "This key is not allowed to read balances. Turn on \"Enable Reading\" for it at Binance.")]
    [InlineData("ip-restricted", "Invalid API credentials. Check your key and secret.")]
    [InlineData("region-blocked", "Binance blocks this server's country. Your key was not checked.")]
    [InlineData("okx-ip-restricted", "OKX does not accept this key from this server's address.")]
    [InlineData("okx-demo-trading", "This is a demo trading key of OKX.")]
    [InlineData("kraken-otp", "If the key has two-factor authentication of its own, create a key without it")]
    [InlineData("kraken-used-before", "Create a key at Kraken that only Portfolio Sync uses.")]
    [InlineData("kraken-ip-restricted", "Invalid API credentials. Check your key and secret.")]
    [InlineData("kraken-no-key-info", "Kraken does not say what this key may do, so we do not use it.")]
    [InlineData("kraken-depositor", "This key can do more than read. Create a read-only key and try again.")]
    [InlineData("okx-withdrawer", "This key can do more than read. Create a read-only key and try again.")]
    public async Task A_key_that_is_not_accepted_is_refused_in_words_and_typed_text_stays(
        string account, string sentence)
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var key = system.Key(account);
        await visit.OpenFormAsync(ExchangeCatalog.DisplayName(key.Exchange));
        await visit.TypeAsync(key);

        await visit.PressAsync("Check the key");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(sentence);
        await Expect(visit.Page.GetByLabel("API key")).ToHaveValueAsync(key.ApiKey);
        await Expect(visit.Page.GetByLabel(Visit.SecretOf(key))).ToHaveValueAsync(key.ApiSecret);
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"refused-{account}", wholePage: false);
        Assert.Equal(0, (await system.GetAsync("connections")).Data.GetArrayLength());
    }
}
