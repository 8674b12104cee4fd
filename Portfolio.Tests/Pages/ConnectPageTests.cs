using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>From typed keys to a synced account, and the messages when that fails.</summary>
public sealed class ConnectPageTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task The_first_account_is_connected_on_the_page_that_opens_after_signing_in()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await Expect(visit.Page).ToHaveURLAsync($"{system.Origin}/");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");

        await visit.PressAsync("Connect OKX");
        await Expect(visit.Page.GetByLabel("API key")).ToBeFocusedAsync();
        await visit.TypeAsync(system.Key("okx-everyday"));
        await visit.PressAsync("Check the key");
        await visit.PressAsync("Connect");

        await Expect(visit.Page.Locator(".holdings tbody tr").First).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(visit.Page).ToHaveURLAsync($"{system.Origin}/");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("everyday", "Binance")]
    [InlineData("okx-everyday", "OKX")]
    [InlineData("kraken-everyday", "Kraken")]
    public async Task Typed_keys_are_checked_shown_and_connected(string account, string exchange)
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var page = visit.Page;
        await visit.OpenAsync("/connections");
        await Expect(page.GetByText("Connect your first exchange")).ToBeVisibleAsync();
        await visit.ShotAsync("connections-empty");
        await visit.OpenFormAsync(exchange);
        await visit.ShotAsync($"form-{exchange}", wholePage: false);

        await visit.TypeAsync(system.Key(account));
        await visit.PressAsync("Check the key");

        await Expect(page.GetByText("This key can only read")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Add to portfolio")).ToContainTextAsync($"{exchange} Sync");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync($"preview-{exchange}", wholePage: false);
        await visit.PressAsync("Connect");

        await Expect(page.Locator(".mud-snackbar")).ToContainTextAsync($"into {exchange} Sync");
        await Expect(page.Locator(".connection [data-status=synced]")).ToBeVisibleAsync();
        await visit.ShotAsync($"connected-{exchange}");
        await visit.OpenAsync("/portfolio");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "BTC" }).First).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_address_to_allow_is_the_one_that_this_exchange_saw()
    {
        await system.ConnectAsync("okx-ip-restricted");
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenFormAsync("OKX");
        await Expect(visit.Page.Locator(".guide .address code")).ToHaveTextAsync("127.0.0.1");
        await visit.OpenFormAsync("Binance");

        await Expect(visit.Page.GetByText("This server's address is not known yet.")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".guide .address")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Input_that_the_API_would_refuse_is_marked_at_its_field_before_it_is_sent()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("OKX");

        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("The API key is missing.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("The passphrase is missing.")).ToBeVisibleAsync();

        await Expect(visit.Page.GetByLabel("API key")).ToBeFocusedAsync();
        await visit.Page.GetByLabel("Secret key").FillAsync("kéy");
        await visit.Page.GetByLabel("API key").FillAsync(system.Key("okx-everyday").ApiKey);
        await visit.Page.GetByLabel("API key").PressAsync("Tab");
        await Expect(visit.Page.GetByText("The secret key contains characters that no key has")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("The API key is missing.")).ToBeHiddenAsync();
        await visit.ShotAsync("form-problems", wholePage: false);
    }

    [Fact]
    public async Task Swapped_fields_are_named_and_the_sentences_go_once_they_are_right()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var key = system.Key("okx-everyday");
        await visit.OpenFormAsync("OKX");
        await visit.Page.GetByLabel("API key").FillAsync(key.ApiSecret);
        await visit.Page.GetByLabel("Secret key").FillAsync(key.ApiKey);
        await visit.Page.GetByLabel("Passphrase", new() { Exact = true }).FillAsync(key.Passphrase ?? "");

        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("The API key looks like the secret key; the API key and the secret key"))
            .ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("The secret key looks like the API key;")).ToBeVisibleAsync();
        await visit.ShotAsync("form-swapped", wholePage: false);

        await visit.Page.GetByLabel("API key").FillAsync(key.ApiKey);
        await visit.Page.GetByLabel("Secret key").FillAsync(key.ApiSecret);
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_private_key_is_accepted_as_it_was_pasted_and_an_encrypted_one_gets_a_remedy()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var key = system.Key("ed25519");
        await visit.OpenFormAsync("Binance");
        await visit.Page.GetByLabel("API key").FillAsync($"'{key.ApiKey}'");
        var secret = visit.Page.GetByLabel("Secret key");
        await secret.FillAsync("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF\n-----END ENCRYPTED PRIVATE KEY-----");
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText(
            "The secret key is encrypted with a password; export it without one.")).ToBeVisibleAsync();
        await visit.ShotAsync("form-encrypted", wholePage: false);

        await secret.FillAsync($"BINANCE_SECRET=\"{key.ApiSecret.Trim().Replace("\n", "\\n")}\"");
        await visit.PressAsync("Check the key");

        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("okx-everyday", "OKX", "Passphrase", "not-the-passphrase")]
    [InlineData("okx-everyday", "OKX", "Secret key", "FA4E5EC4E7049758415F84EFE1580000")]
    [InlineData("okx-everyday", "OKX", "API key", "fa4e0000-0000-0000-0000-000000000000")]
    [InlineData("everyday", "Binance", "Secret key", "FakeSecretOfNobody")]
    public async Task The_field_that_the_exchange_finds_wrong_is_marked_and_has_the_focus(
        string account, string exchange, string label, string wrong)
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync(exchange);
        await visit.TypeAsync(system.Key(account));
        var field = visit.Page.GetByLabel(label, new() { Exact = true });
        await field.FillAsync(wrong);

        await visit.PressAsync("Check the key");

        await Expect(visit.Page.GetByText($"was rejected by {exchange}.")).ToHaveCountAsync(1);
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Invalid API credentials.");
        await visit.ShotAsync($"wrong-{exchange}-{label}", wholePage: false);
    }

    [Fact]
    public async Task The_rights_of_a_key_beside_reading_are_named()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("OKX");
        await visit.TypeAsync(system.Key("okx-withdrawer"));

        await visit.PressAsync("Check the key");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(
            "Besides reading, it has these permissions: withdraw.");
    }

    [Fact]
    public async Task An_account_that_is_connected_already_is_named_as_soon_as_its_key_is_checked()
    {
        await system.ConnectAsync("twin-one");
        await using var visit = await Visit.BeginAsync(browser, system);
        foreach (var account in new[] { "twin-one", "twin-two" })
        {
            await visit.OpenFormAsync("Binance");
            await visit.TypeAsync(system.Key(account));
            await visit.PressAsync("Check the key");

            await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(
                "This Binance account is already connected");
            await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Show \"Binance\"" })).ToBeVisibleAsync();
        }

        Assert.Single((await system.GetAsync("connections")).Data.EnumerateArray());
    }

    [Fact]
    public async Task A_typed_secret_is_in_no_log_and_does_not_come_back()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var key = system.Key("okx-everyday");
        var frames = new List<string>();
        visit.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            frames.Add(frame.Text ?? System.Text.Encoding.Latin1.GetString(frame.Binary ?? []));

        await visit.ConnectAsync("okx-everyday");

        var html = await visit.Page.ContentAsync();
        string?[] secrets = [key.ApiSecret, key.Passphrase];
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(frames, frame => frame.Contains(secret ?? "?"));
            Assert.DoesNotContain(system.Log.Lines, line => line.Contains(secret ?? "?"));
            Assert.DoesNotContain(secret ?? "?", html);
        });
        Assert.NotEmpty(frames);
    }

    [Fact]
    public async Task An_account_is_connected_with_the_keyboard_alone()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        var (page, key) = (visit.Page, system.Key("okx-everyday"));
        await visit.OpenAsync("/connections");
        var open = page.GetByRole(AriaRole.Button, new() { Name = "Connect OKX" });
        await open.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mud-dialog-container:focus-within")).ToBeVisibleAsync();

        await page.GetByLabel("API key").FocusAsync();
        foreach (var text in new[] { key.ApiKey, key.ApiSecret, key.Passphrase ?? "" })
        {
            await page.Keyboard.TypeAsync(text);
            await page.Keyboard.PressAsync("Tab");
        }

        await page.GetByLabel("Passphrase", new() { Exact = true }).PressAsync("Enter");
        await Expect(page.GetByText("This key can only read")).ToBeVisibleAsync();
        await page.GetByLabel("Name of this connection").PressAsync("Enter");
        await Expect(page.Locator(".connection [data-status=synced]")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "OKX", Exact = true })).ToBeFocusedAsync();
    }
}
