using Microsoft.Playwright;
using Portfolio.Simulator.Accounts;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Failures while a key is checked, after which the same key is accepted.</summary>
[NeedsServers]
public sealed class ConnectFailureTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
{
    private const string Later = "Nothing was saved. Your key may be fine. Try again in a few minutes.";
    private const string Unavailable = "{exchange} is temporarily unavailable.";
    private const string TooMany = "Too many requests. Please wait a moment.";
    private const string OnOurSide = "The key could not be checked: the part of this server that connects to";

    private const string Binance = "/sapi/v1/account/apiRestrictions";
    private const string Okx = "/api/v5/account/config";

    private static readonly Failure[] Everywhere =
    [
        new("Unable to connect to {exchange}. Check your network.", Later, new { kind = "reset" }),
        new(Unavailable, Later, new { kind = "status", status = 503, body = "<html>503</html>" }),
        new(Unavailable, Later, new { kind = "html" }),
        new(Unavailable, Later, new { kind = "cut" }),
        new(
            "{exchange} blocks this server's country. Your key was not checked.",
            "Nothing was saved. The operator of this server needs to give it an address in a country",
            new { kind = "region" }),
    ];

    private static readonly Failure[] AtBinance =
    [
        new(Unavailable, Later, new { kind = "status", status = 500, code = -1000 }),
        new(Unavailable, Later, new { kind = "status", status = 504, code = -1007 }),
        new(TooMany, Later, new { kind = "rateLimited", retryAfterSeconds = 1 }),
        new(TooMany, Later, new { kind = "banned", banSeconds = 2 }),
        new(
            "This server's clock differs from Binance's.",
            "Nothing was saved. The operator of this server needs to let NTP set its clock.",
            new { kind = "status", status = 400, code = -1021, pathPrefix = "/sapi" }),
        new(
            "Invalid API credentials. Check your key and secret.",
            "Copy the whole key again from Binance: API key and secret key. If everything is correct, check that "
            + "\"Enable Reading\"",
            new { kind = "status", status = 401, code = -2015, pathPrefix = "/sapi" }),
    ];

    private static readonly Failure[] AtOkx =
    [
        new(Unavailable, Later, new { kind = "status", status = 500, code = 50026 }),
        new(Unavailable, Later, new { kind = "status", status = 429, code = 50013 }),
        new(TooMany, Later, new { kind = "rateLimited" }),
        new(
            "This server's clock differs from OKX's.",
            "Nothing was saved. The operator of this server needs to let NTP set its clock.",
            new { kind = "status", status = 401, code = 50102, pathPrefix = "/api/v5/account" }),
        new(
            "Invalid API credentials. Check your key and secret.",
            "Nothing was saved. OKX does not know this API key. Copy all of it again.",
            new { kind = "status", status = 401, code = 50119 }),
    ];

    [Theory]
    [InlineData("everyday", "Binance")]
    [InlineData("okx-everyday", "OKX")]
    public async Task A_failure_of_the_exchange_is_shown_with_a_remedy_and_the_same_key_is_checked_again(
        string account, string exchange)
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, "--Exchanges:Okx:Retries=1");
        await using var visit = await Visit.BeginAsync(browser, system);
        var key = system.Key(account);
        await visit.OpenFormAsync(exchange);
        await visit.TypeAsync(key);

        foreach (var failure in (Failure[])[.. Everywhere, .. exchange is "OKX" ? AtOkx : AtBinance])
        {
            await system.ControlAsync(HttpMethod.Post, "faults", failure.Fault);
            await visit.PressAsync("Check the key");
            await AssertShownAsync(visit, key, Named(failure.Sentence, exchange), failure.Remedy);
            Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from user_connections"));

            await system.ControlAsync(HttpMethod.Delete, "faults");
            await system.UntilNothingIsPausedAsync();
            await AssertAcceptedAsync(visit);
            await visit.PressAsync("Back");
        }
    }

    [Theory]
    [InlineData("everyday", "Binance", Binance)]
    [InlineData("okx-everyday", "OKX", Okx)]
    public async Task A_missing_answer_is_not_awaited_forever(
        string account, string exchange, string path)
    {
        await using var system = await RunningSystem.StartAsync(
            postgres,
            rabbitMq,
            $"--Exchanges:{exchange}:AttemptTimeout=00:00:02",
            $"--Exchanges:{exchange}:TotalTimeout=00:00:03");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync(exchange);
        await visit.TypeAsync(system.Key(account));
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "hang", pathPrefix = path });

        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText($"Checking your key with {exchange}")).ToBeVisibleAsync();

        await AssertShownAsync(visit, system.Key(account), Named(Unavailable, exchange), Later);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await AssertAcceptedAsync(visit);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_corrected_without_typing_the_rest_again()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await using var visit = await Visit.BeginAsync(browser, system);
        var key = system.Key("okx-everyday");
        await visit.OpenFormAsync("OKX");
        await visit.TypeAsync(key);
        await visit.Page.GetByLabel("Passphrase", new() { Exact = true }).FillAsync("another one");

        await visit.PressAsync("Check the key");

        await AssertShownAsync(
            visit, key, "Invalid API credentials. Check your key and secret.",
            "Use the passphrase you chose when you created the key.", passphrase: "another one");
        await visit.Page.GetByLabel("Passphrase", new() { Exact = true }).FillAsync(key.Passphrase ?? "");
        await AssertAcceptedAsync(visit);
    }

    [Fact]
    public async Task Without_a_worker_the_page_blames_the_server_and_accepts_the_key_once_there_is_one()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, "--Sync:ValidationTimeout=00:00:08");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));

        await visit.PressAsync("Check the key");

        await AssertShownAsync(visit, system.Key("everyday"), OnOurSide, "Nothing was saved. Try again");
        await system.StartWorkerAsync();
        await system.ConnectAsync("bridged");
        await AssertAcceptedAsync(visit);
    }

    [Fact]
    public async Task A_key_that_cannot_be_sent_to_a_worker_is_not_awaited_forever()
    {
        await using var system = await RunningSystem.StartAsync(
            postgres, rabbitMq, "--Sync:ValidationTimeout=00:00:03");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));
        await system.Broker.RemoveAsync();

        await visit.PressAsync("Check the key");

        await AssertShownAsync(visit, system.Key("everyday"), OnOurSide, "Nothing was saved. Try again");
        await system.Broker.PutBackAsync();
    }

    [Fact]
    public async Task A_key_is_not_checked_while_the_broker_is_away_and_is_once_it_is_back()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("Binance");
        await visit.TypeAsync(system.Key("everyday"));
        await system.Broker.RemoveAsync();
        await visit.PressAsync("Check the key");
        await AssertShownAsync(
            visit, system.Key("everyday"), "The key could not be checked", "its worker and RabbitMQ are running");
        await system.Broker.PutBackAsync();
        await system.UntilPostedAsync(
            "connections/validate", reply => reply.Status is 200, system.Body("everyday"));
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();

        await system.Broker.RemoveAsync();
        await visit.PressAsync("Connect");
        await Expect(visit.Page.GetByText("Your key is encrypted and stored.")).ToBeVisibleAsync();
        await system.Broker.PutBackAsync();

        await Expect(visit.Page.Locator(".connection [data-status=synced]")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into Binance Sync");
    }

    /// <summary>Shows the failure and the remedy, and keeps everything that was typed.</summary>
    private static async Task AssertShownAsync(
        Visit visit, Credential key, string sentence, string remedy, string? passphrase = null)
    {
        var alert = visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync(sentence);
        await Expect(alert).ToContainTextAsync(remedy);
        await Expect(visit.Page.GetByLabel("API key")).ToHaveValueAsync(key.ApiKey);
        await Expect(visit.Page.GetByLabel("Secret key")).ToHaveValueAsync(key.ApiSecret);
        if ((passphrase ?? key.Passphrase) is { } typed)
            await Expect(visit.Page.GetByLabel("Passphrase", new() { Exact = true })).ToHaveValueAsync(typed);
    }

    private static async Task AssertAcceptedAsync(Visit visit)
    {
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    private static string Named(string sentence, string exchange) =>
        sentence.Replace("{exchange}", exchange, StringComparison.Ordinal);

    /// <param name="Sentence">With {exchange} for the exchange's name.</param>
    private sealed record Failure(string Sentence, string Remedy, object Fault);
}
