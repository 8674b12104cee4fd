using System.Globalization;
using System.Text.Json;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Journeys;

/// <summary>The promises that hold at every exchange, tried at each that is registered.</summary>
public sealed class EveryExchangeJourneys(SharedSystem shared) : SystemTest(shared)
{
    /// <summary>Fee credits are no asset.</summary>
    private const string FeeCredits = "KFEE";

    public static TheoryData<string> Exchanges => [.. ExchangeCatalog.All.Select(exchange => exchange.Exchange)];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Every_wallet_of_an_account_is_held_to_the_last_digit(string exchange)
    {
        var reply = await system.ConnectAsync(Account(exchange, "everywhere"));

        Assert.Equal((201, "synced"), (reply.Status, reply.ConnectionStatus));
        var name = ExchangeCatalog.DisplayName(exchange);
        Assert.Equal($"{name} Sync", reply.Meta.GetProperty("firstSync").GetProperty("portfolioName").GetString());
        var expected = await BalancesAsync(Account(exchange, "everywhere"));
        var holdings = await system.HoldingsAsync();
        Assert.All(holdings, holding => Assert.Equal(exchange, holding.GetProperty("source").GetString()));
        Assert.Equal(expected.Keys.Order(), holdings.Select(holding => Text(holding, "symbol")).Order());
        Assert.All(holdings, holding => Assert.Equal(
            expected[Text(holding, "symbol")],
            decimal.Parse(Text(holding, "quantity"), CultureInfo.InvariantCulture)));
        Assert.Superset(
            ExchangeCatalog.Find(exchange)!.Wallets.Except(WalletNames.Occasional).ToHashSet(),
            holdings.SelectMany(holding => holding.GetProperty("wallets").EnumerateArray())
                .Select(wallet => Text(wallet, "wallet")).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task No_endpoint_that_fails_changes_a_quantity(string exchange)
    {
        var account = Account(exchange, "everywhere");
        var connection = await system.ConnectAsync(account);
        var before = await system.QuantitiesAsync();
        var paths = await PathsAsync(account);
        Assert.True(paths.Count >= 3, string.Join(' ', paths));

        foreach (var path in paths)
        {
            await system.ControlAsync(
                HttpMethod.Post, "faults", new { kind = "status", status = 503, pathPrefix = path });
            var run = await system.ResyncAsync(connection.Id);
            await system.ControlAsync(HttpMethod.Delete, "faults");

            Assert.True(run.GetProperty("changes").GetArrayLength() is 0, $"{path} changed something.");
            Assert.Equal(before, await system.QuantitiesAsync());
            await system.ControlAsync(HttpMethod.Delete, "limits/usage");
        }
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_key_that_may_do_more_than_read_is_refused_in_words(string exchange)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        foreach (var account in (string[])["trader", "withdrawer"])
        {
            var reply = await system.ConnectAsync(Account(exchange, account));

            Assert.Equal(
                (422, "excess_permissions", "action_required"), (reply.Status, reply.Kind, reply.ConnectionStatus));
            Assert.Contains(name, reply.Body, StringComparison.Ordinal);
            Assert.All(
                ExchangeCatalog.All.Where(other => other.Exchange != exchange),
                other => Assert.DoesNotContain(other.Name, reply.Body, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_wrong_secret_is_refused_and_the_right_one_repairs_the_same_connection(string exchange)
    {
        var body = system.Body(Account(exchange, "everyday"));
        var right = body["apiSecret"];
        body["apiSecret"] = system.Body(Account(exchange, "everywhere"))["apiSecret"];
        var refused = await system.PostAsync("connections", body, ("Prefer", "wait=20"));
        body["apiSecret"] = right;

        var repaired = await system.PostAsync("connections", body, ("Prefer", "wait=20"));

        Assert.Equal((422, "invalid_credentials"), (refused.Status, refused.Kind));
        Assert.Equal((201, refused.Id), (repaired.Status, repaired.Id));
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_validation_shows_the_assets_that_the_first_sync_books(string exchange)
    {
        var account = Account(exchange, "everyday");

        var preview = await system.PostAsync("connections/validate", system.Body(account));
        await system.ConnectAsync(account);

        Assert.Equal(200, preview.Status);
        Assert.Equal(
            (await system.HoldingsAsync()).Select(holding => Text(holding, "symbol")).Order(),
            preview.Data.GetProperty("assets").EnumerateArray().Select(asset => Text(asset, "symbol")).Order());
    }

    /// <summary>Binance's accounts were the first, and have no exchange in their names.</summary>
    private static string Account(string exchange, string name) =>
        exchange is ExchangeNames.Binance ? name : $"{exchange}-{name}";

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    /// <summary>That a sync requested with the account's key or without one.</summary>
    private async Task<List<string>> PathsAsync(string account)
    {
        var log = JsonSerializer.Deserialize<JsonElement>(
            await system.Simulator.GetStringAsync("/_simulator/requests", Cancel));
        return
        [
            .. log.GetProperty("requests").EnumerateArray()
                .Where(request => Text(request, "account") is "" || Text(request, "account") == account)
                .Select(request => Text(request, "path")).Distinct(),
        ];
    }

    /// <summary>By asset, summed over the wallets.</summary>
    private async Task<Dictionary<string, decimal>> BalancesAsync(string account)
    {
        var balances = JsonSerializer.Deserialize<JsonElement>(await system.Simulator.GetStringAsync(
            $"/_simulator/accounts/{account}/balances", Cancel));
        return balances.EnumerateArray()
            .Where(row => Text(row, "asset") is not FeeCredits)
            .GroupBy(row => Text(row, "asset"))
            .ToDictionary(
                asset => asset.Key,
                asset => asset.Sum(row => Amount(row, "free") + Amount(row, "locked")));
    }

    private static decimal Amount(JsonElement row, string name) =>
        decimal.Parse(Text(row, name), CultureInfo.InvariantCulture);
}
