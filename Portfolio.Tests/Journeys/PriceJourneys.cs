using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// Lists with bad rows, prices of pairs that no one trades, old prices, repeated pages and damaged answers.
/// </summary>
[NeedsServers]
public sealed class PriceJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Theory]
    [InlineData("everyday", "/api/v3/")]
    [InlineData("okx-everyday", "/api/v5/market/")]
    [InlineData("okx-everyday", "/api/v5/public/instruments")]
    public async Task Bad_rows_in_the_lists_stop_no_sync(string account, string lists)
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "badRows", rows = 12, pathPrefix = lists + (lists is "/api/v3/" ? "ticker" : ""),
        });

        var connected = await system.ConnectAsync(account);
        var run = (await system.GetAsync($"connections/{connected.Id}/runs")).Data[0];

        Assert.Equal((201, "synced"), (connected.Status, connected.ConnectionStatus));
        Assert.Equal(0, run.GetProperty("unpriced").GetInt32());
    }

    [Fact]
    public async Task A_price_list_that_has_lost_half_of_its_rows_is_not_used_and_the_last_prices_stay_with_their_time()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connected = await system.ConnectAsync("everyday");
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "shrunk", percent = 50, pathPrefix = "/api/v3/ticker/price" });

        var run = await system.ResyncAsync(connected.Id);
        var holdings = await HoldingsAsync(system);

        Assert.Equal(("succeeded", 0, 0), (
            run.GetProperty("outcome").GetString(),
            run.GetProperty("changes").GetArrayLength(),
            run.GetProperty("unpriced").GetInt32()));
        Assert.All(holdings, holding => Assert.NotNull(holding.GetProperty("priceUsd").GetString()));
        Assert.All(holdings, holding => Assert.True(
            holding.GetProperty("pricedAt").GetDateTimeOffset() < run.GetProperty("finishedAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task A_pair_that_no_one_trades_prices_nothing_beside_one_that_is_traded()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ControlAsync(HttpMethod.Put, "okx/instruments/SOL-USD", new { price = "9999", traded = false });
        await system.ControlAsync(HttpMethod.Put, "okx/instruments/ETH-USD", new { tickerTime = "1795000000000000" });
        await system.ControlAsync(HttpMethod.Put, "accounts/okx-empty/balances/trading/SOL", new { free = "100" });

        await system.ConnectAsync("okx-empty");
        var sol = Assert.Single(await HoldingsAsync(system));

        Assert.Equal("SOL-USDT*USDT-USD", sol.GetProperty("priceSource").GetString());
        Assert.InRange(decimal.Parse(sol.GetProperty("valueUsd").GetString() ?? ""), 13_000m, 14_000m);
    }

    [Fact]
    public async Task A_coin_that_moves_into_an_unpriced_wallet_keeps_its_last_price_marked_as_old()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ControlAsync(HttpMethod.Put, "accounts/okx-empty/balances/trading/EQONE", new { free = "100" });
        var connected = await system.ConnectAsync("okx-empty");
        var before = Assert.Single(await HoldingsAsync(system));
        await system.ControlAsync(HttpMethod.Delete, "accounts/okx-empty/balances/trading/EQONE");
        await system.ControlAsync(HttpMethod.Put, "accounts/okx-empty/balances/funding/EQONE", new { free = "100" });

        var run = await system.ResyncAsync(connected.Id);
        var after = Assert.Single(await HoldingsAsync(system));

        Assert.Equal(
            ("succeeded", 0), (run.GetProperty("outcome").GetString(), run.GetProperty("changes").GetArrayLength()));
        Assert.Equal("OKX eqUsd", before.GetProperty("priceSource").GetString());
        Assert.Equal("OKX eqUsd (old)", after.GetProperty("priceSource").GetString());
        Assert.Equal(before.GetProperty("valueUsd").GetString(), after.GetProperty("valueUsd").GetString());
        Assert.Equal(before.GetProperty("pricedAt").GetRawText(), after.GetProperty("pricedAt").GetRawText());
    }

    [Fact]
    public async Task Pages_that_repeat_make_the_wallet_unavailable_and_count_nothing_twice()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connected = await system.ConnectAsync("many-positions");
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "samePage", pathPrefix = "/sapi/v1/simple-earn/flexible" });

        var run = await system.ResyncAsync(connected.Id);

        Assert.Equal(
            ("partial", 0), (run.GetProperty("outcome").GetString(), run.GetProperty("changes").GetArrayLength()));
        Assert.Equal("unavailable", Wallet(run, "earn_flexible"));
    }

    [Theory]
    [InlineData("everywhere", "/sapi/v1/asset/get-funding-asset", "gzip")]
    [InlineData("everywhere", "/sapi/v1/asset/get-funding-asset", "br")]
    [InlineData("okx-everywhere", "/api/v5/asset/balances", "deflate")]
    public async Task A_body_that_cannot_be_unpacked_is_that_wallets_failure(
        string account, string path, string encoding)
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, "--Exchanges:Okx:Retries=1");
        var connected = await system.ConnectAsync(account);
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "corrupt", encoding, pathPrefix = path });

        var run = await system.ResyncAsync(connected.Id);

        Assert.Equal(
            ("partial", 0), (run.GetProperty("outcome").GetString(), run.GetProperty("changes").GetArrayLength()));
        Assert.Equal("unavailable", Wallet(run, "funding"));
        Assert.Equal("exchange_unavailable", run.GetProperty("error").GetProperty("kind").GetString());
    }

    private static async Task<IReadOnlyList<JsonElement>> HoldingsAsync(RunningSystem system)
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        return [.. (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data.EnumerateArray()];
    }

    private static string? Wallet(JsonElement run, string name) => run.GetProperty("wallets").EnumerateArray()
        .Single(wallet => wallet.GetProperty("wallet").GetString() == name).GetProperty("outcome").GetString();
}
