using System.Globalization;
using System.Text.Json;

namespace Portfolio.Tests.Journeys;

/// <summary>Futures, margin and on-chain earn: everything in the account counts, and only coins are booked.</summary>
public sealed class DerivativeJourneys(SharedSystem shared) : SystemTest(shared)
{
    private const string Account = "derivatives";

    [Fact]
    public async Task Everything_in_the_account_is_counted()
    {
        var connection = await system.ConnectAsync(Account);

        Assert.Equal((201, "synced"), (connection.Status, connection.ConnectionStatus));
        Assert.Equal(
            ["BTC 0.25", "ETH 1.5", "SOL 15", "USDT -450"], (await system.QuantitiesAsync()).Order());
        Assert.Equal(
            ["futures_coinm COIN-M Futures", "futures_usdm USD-M Futures"],
            (await DerivativesAsync()).Select(row => $"{Text(row, "wallet")} {Text(row, "name")}").Order());
        var run = (await system.GetAsync($"connections/{connection.Id}/runs")).Data[0];
        Assert.Equal("1", run.GetProperty("coverage").GetProperty("share").GetString());
    }

    [Fact]
    public async Task The_total_is_the_sum_of_holdings_and_derivatives()
    {
        await system.ConnectAsync(Account);

        var portfolio = (await system.GetAsync("portfolios")).Data[0];
        var sum = (await system.HoldingsAsync()).Concat(await DerivativesAsync()).Sum(row => Number(row, "valueUsd"));
        Assert.Equal(Number(portfolio, "totalUsd"), sum);
    }

    [Fact]
    public async Task A_profit_in_futures_moves_the_value_and_books_nothing()
    {
        var connection = (await system.ConnectAsync(Account)).Id;
        var ledger = await LedgerAsync();
        Assert.Equal(["BTC 0.25", "ETH 1.5", "SOL 15", "USDT -450"], ledger.Order());

        await system.ControlAsync(
            HttpMethod.Put, $"accounts/{Account}/positions/USDT?wallet=futures_usdm", new { crossProfit = "-300.5" });
        await system.ControlAsync(
            HttpMethod.Put, $"accounts/{Account}/balances/futures_usdm/USDT", new { free = "4000" });
        var run = await system.ResyncAsync(connection);

        Assert.Empty(run.GetProperty("changes").EnumerateArray());
        Assert.Equal(ledger, await LedgerAsync());
        var futures = (await DerivativesAsync()).Single(row => Text(row, "wallet") is "futures_usdm");
        var rate = Number((await system.HoldingsAsync()).Single(row => Text(row, "symbol") is "USDT"), "priceUsd");
        Assert.Equal(rate * 3699.5m, Number(futures, "valueUsd"));
        Assert.Equal(rate * -300.5m, Number(futures, "unrealizedProfitUsd"));
    }

    [Fact]
    public async Task A_wallet_of_futures_that_is_emptied_vanishes()
    {
        var connection = (await system.ConnectAsync(Account)).Id;
        await system.ControlAsync(HttpMethod.Delete, $"accounts/{Account}/balances/futures_usdm/USDT");
        await system.ControlAsync(HttpMethod.Delete, $"accounts/{Account}/balances/futures_coinm/BTC");

        await system.ResyncAsync(connection);

        Assert.Empty(await DerivativesAsync());
    }

    [Fact]
    public async Task The_value_of_futures_is_in_the_history_of_the_portfolio()
    {
        await system.ConnectAsync(Account);

        var held = await system.Database.ReadAsync<decimal>(
            "select sum(profit) from position_profits p join assets a on a.id = p.asset_id where a.symbol = 'USDT'");

        Assert.Equal(4240.15m, held);
    }

    [Fact]
    public async Task A_wallet_that_is_refused_is_named_as_not_counted_and_found_when_it_can_be_read()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", Refused("/sapi/v1/margin/account"));
        await system.ControlAsync(HttpMethod.Post, "faults", Refused("/fapi"));
        var connection = await system.ConnectAsync(Account);
        var first = (await system.GetAsync($"connections/{connection.Id}/runs")).Data[0];

        Assert.Equal("synced", connection.ConnectionStatus);
        Assert.Equal(
            ["Cross Margin", "USD-M Futures"],
            first.GetProperty("coverage").GetProperty("outside").EnumerateArray().Select(row => Text(row, "wallet")));

        await system.ControlAsync(HttpMethod.Delete, "faults");
        var found = await system.ResyncAsync(connection.Id);

        Assert.Equal(
            ["BTC 0.05 first_read", "ETH 1 first_read", "USDT -1500 first_read"],
            found.GetProperty("changes").EnumerateArray()
                .Select(row => $"{Text(row, "symbol")} {Text(row, "delta")} {Text(row, "reason")}").Order());
        Assert.Equal(2, (await DerivativesAsync()).Count);
        Assert.Empty((await system.ResyncAsync(connection.Id)).GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task Futures_that_are_closed_to_the_servers_country_stop_no_other_wallet()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "country", pathPrefix = "/fapi" });

        var connection = await system.ConnectAsync(Account);

        Assert.Equal((201, "synced"), (connection.Status, connection.ConnectionStatus));
        Assert.Equal(["futures_coinm"], (await DerivativesAsync()).Select(row => Text(row, "wallet")));
        var run = (await system.GetAsync($"connections/{connection.Id}/runs")).Data[0];
        Assert.Equal(
            ["USD-M Futures"],
            run.GetProperty("coverage").GetProperty("outside").EnumerateArray().Select(row => Text(row, "wallet")));
    }

    [Fact]
    public async Task Coins_that_come_into_a_wallet_that_was_known_to_be_empty_were_not_there_before()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        await system.ControlAsync(
            HttpMethod.Put, "accounts/everyday/balances/margin_isolated/ETH", new { free = "1" });

        var change = Assert.Single((await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray());

        Assert.Equal(("ETH", "1"), (Text(change, "symbol"), Text(change, "delta")));
        Assert.Equal(JsonValueKind.Null, change.GetProperty("reason").ValueKind);
    }

    [Fact]
    public async Task Coins_that_are_staked_and_come_back_change_nothing()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        foreach (var (spot, staked) in new[] { ("31.7", "10"), ("21.7", "20"), ("41.7", "0") })
        {
            await system.ControlAsync(HttpMethod.Put, "accounts/everyday/balances/spot/SOL", new { free = spot });
            await system.ControlAsync(
                HttpMethod.Put, "accounts/everyday/balances/earn_onchain/SOL", new { free = staked });

            var run = await system.ResyncAsync(connection);

            Assert.Equal("succeeded", Text(run, "outcome"));
            Assert.Empty(run.GetProperty("changes").EnumerateArray());
            Assert.Contains("SOL 41.7", await system.QuantitiesAsync());
        }
    }

    [Fact]
    public async Task A_preview_shows_each_wallet_of_derivatives_with_its_value()
    {
        var preview = (await system.PostAsync("connections/validate", system.Body(Account))).Data;

        var wallets = preview.GetProperty("derivatives").EnumerateArray().ToList();
        Assert.Equal(["futures_usdm", "futures_coinm"], wallets.Select(row => Text(row, "wallet")));
        Assert.DoesNotContain(
            preview.GetProperty("assets").EnumerateArray(), asset => Text(asset, "quantity") is "0");
        var values = preview.GetProperty("assets").EnumerateArray().Concat(wallets);
        Assert.Equal(Number(preview, "totalUsd"), values.Sum(row => Number(row, "valueUsd")));
        Assert.Equal("1", preview.GetProperty("coverage").GetProperty("share").GetString());
    }

    private static object Refused(string path) =>
        new { kind = "status", status = 400, code = -2015, message = "No.", pathPrefix = path };

    private async Task<List<JsonElement>> DerivativesAsync()
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        return [.. (await system.GetAsync($"portfolios/{portfolio}/derivatives")).Data.EnumerateArray()];
    }

    private async Task<List<string>> LedgerAsync()
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        return
        [
            .. (await system.GetAsync($"portfolios/{portfolio}/transactions")).Data.EnumerateArray()
                .Select(row => $"{Text(row, "symbol")} {Text(row, "delta")}"),
        ];
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static decimal Number(JsonElement row, string name) =>
        decimal.Parse(Text(row, name) ?? "", CultureInfo.InvariantCulture);
}
