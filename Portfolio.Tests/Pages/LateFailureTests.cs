using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Failures after a key was accepted: of its first sync, or of the one after new keys.</summary>
public sealed class LateFailureTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    private const string Rights = "/sapi/v1/account/apiRestrictions";
    private const string Unavailable = "Binance is temporarily unavailable.";
    private const string KeepsItsKey = "Nothing was changed. The connection keeps its current key.";

    [Fact]
    public async Task A_first_sync_that_fails_is_shown_after_the_dialog_is_closed_and_heals_by_itself()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await CheckAsync(visit);
        await FaultAsync(new { kind = "status", status = 503 });

        await visit.PressAsync("Connect");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync(
            $"Binance is connected. The sync failed. {Unavailable} We will retry automatically.");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".connection [data-status=retrying]")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".connection .note")).ToContainTextAsync(Unavailable);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await Expect(visit.Page.Locator(".connection [data-status=synced]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_key_that_is_refused_by_its_first_sync_is_shown_in_the_dialog_and_repaired_there()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await CheckAsync(visit);
        await LetWithdrawAsync(true);

        await visit.PressAsync("Connect");

        await AssertShownAsync(visit, "This key can do more than read.", "We did not keep this key.");
        await Expect(visit.Page.GetByLabel("API key")).ToHaveValueAsync(system.Key("everyday").ApiKey);
        await Expect(visit.Page.Locator(".connection [data-status=action_required]")).ToBeVisibleAsync();
        await LetWithdrawAsync(false);
        await visit.PressAsync("Check the key");
        await visit.PressAsync("Connect");
        await Expect(visit.Page.Locator(".connection [data-status=synced]")).ToHaveCountAsync(1);
        Assert.Single((await system.GetAsync("connections")).Data.EnumerateArray());
    }

    [Fact]
    public async Task New_keys_that_cannot_be_checked_now_change_nothing_and_are_checked_again_as_they_stand()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await ReplaceAsync(visit);
        await FaultAsync(new { kind = "reset", account = "twin-two" });

        await visit.PressAsync("Check and replace");

        await AssertShownAsync(visit, "Unable to connect to Binance. Check your network.", KeepsItsKey);
        await AssertShownAsync(visit, "The new key may be fine.", "Try again in a few minutes.");
        await Expect(visit.Page.GetByLabel("Secret key")).ToHaveValueAsync(system.Key("twin-two").ApiSecret);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await visit.PressAsync("Check and replace");
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("Binance has new keys. Synced");
    }

    [Fact]
    public async Task A_sync_that_fails_after_new_keys_is_shown_after_the_dialog_is_closed()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await ReplaceAsync(visit);
        await LetTheCheckPassAsync();
        await FaultAsync(new { kind = "status", status = 503, account = "twin-two", pathPrefix = Rights });

        await visit.PressAsync("Check and replace");

        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync(
            $"Binance has new keys. The sync failed. {Unavailable} We will retry automatically.");
        await Expect(visit.Page.Locator(".connection [data-status=retrying]")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".connection")).ToContainTextAsync(system.Key("twin-two").ApiKey[^4..]);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await Expect(visit.Page.Locator(".connection [data-status=synced]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task New_keys_that_are_refused_by_their_first_sync_are_shown_in_the_dialog()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await ReplaceAsync(visit);
        await LetTheCheckPassAsync();
        await FaultAsync(new { kind = "status", code = -1002, account = "twin-two", pathPrefix = Rights });

        await visit.PressAsync("Check and replace");

        await AssertShownAsync(
            visit, "This key is not allowed to read balances. Turn on \"Enable Reading\" for it at Binance.",
            "Then sync again");
        await Expect(visit.Page.GetByLabel("Secret key")).ToHaveValueAsync(system.Key("twin-two").ApiSecret);
        await Expect(visit.Page.Locator(".connection [data-status=action_required]")).ToBeVisibleAsync();
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await visit.PressAsync("Check and replace");
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("Binance has new keys. Synced");
    }

    private async Task CheckAsync(Visit visit)
    {
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();
    }

    /// <summary>As far as to the other key of the same account, typed.</summary>
    private async Task ReplaceAsync(Visit visit)
    {
        await system.ConnectAsync("twin-one");
        await visit.OpenAsync("/connections");
        await visit.ChooseAsync("Binance", "Replace keys");
        await visit.TypeAsync(system.Key("twin-two"));
    }

    /// <summary>A check reads the key's rights once; the following sync reads them next.</summary>
    private Task LetTheCheckPassAsync() =>
        FaultAsync(new { kind = "slow", delayMs = 0, times = 1, account = "twin-two", pathPrefix = Rights });

    private Task LetWithdrawAsync(bool may) => system.ControlAsync(
        HttpMethod.Patch, "accounts/everyday", new { permissions = new { enableWithdrawals = may } });

    private Task FaultAsync(object fault) => system.ControlAsync(HttpMethod.Post, "faults", fault);

    private static async Task AssertShownAsync(Visit visit, string sentence, string remedy)
    {
        var alert = visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync(sentence);
        await Expect(alert).ToContainTextAsync(remedy);
    }
}
