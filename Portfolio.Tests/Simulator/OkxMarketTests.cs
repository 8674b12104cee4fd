using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class OkxMarketTests
{
    private const string Tickers = "/api/v5/market/tickers?instType=SPOT";
    private const string Instruments = "/api/v5/public/instruments?instType=SPOT";

    [Theory]
    [InlineData("BTC-USDT", "84800.01")]
    [InlineData("USDT-USD", "0.9993")]
    [InlineData("USDT-EUR", "0.880049")]
    [InlineData("BTC-USD", "84740.69")]
    [InlineData("ETH-BTC", "0.0188196")]
    [InlineData("POL-USDT", "0.1904")]
    [InlineData("HALTE-USDT", "4.2")]
    public async Task Prices_are_the_same_at_every_start(string id, string last)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        Assert.Equal(last, (await RowsAsync(simulator, Tickers))[id].Text("last"));
    }

    [Fact]
    public async Task A_name_is_base_and_quote_and_a_vanished_pair_is_in_no_list()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var instruments = await RowsAsync(simulator, Instruments);

        Assert.All(instruments, row => Assert.Equal(
            $"{row.Value.Text("baseCcy")}-{row.Value.Text("quoteCcy")}", row.Key));
        Assert.DoesNotContain("MATIC-USDT", instruments.Keys);
        Assert.Equal("suspend", instruments["HALTE-USDT"].Text("state"));
        Assert.Equal("preopen", instruments["SOONR-USDT"].Text("state"));
        Assert.Equal(
            instruments.Keys.Where(id => id != "SOONR-USDT"), (await RowsAsync(simulator, Tickers)).Keys);
    }

    [Theory]
    [InlineData("USONE", "USONE-USD")]
    [InlineData("USCON", "USCON-USDC")]
    [InlineData("EUONE", "EUONE-EUR")]
    [InlineData("EQONE", "")]
    public async Task Some_coins_have_one_pair_or_none_and_all_have_a_name(string coin, string pairs)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var listed = (await RowsAsync(simulator, Instruments)).Keys.Where(
            id => id.StartsWith(coin + "-", StringComparison.Ordinal));
        var named = await simulator.OkxAsync("okx-quotes", $"/api/v5/asset/currencies?ccy={coin}");

        Assert.Equal(pairs, string.Join(' ', listed));
        Assert.NotEqual("", Assert.Single(named.OkxRows()).Text("name"));
    }

    [Fact]
    public async Task A_coin_is_listed_once_for_each_of_its_networks()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = (await simulator.OkxAsync("okx-everyday", "/api/v5/asset/currencies")).OkxRows();

        Assert.Equal(
            ["USDT-ERC20", "USDT-TRC20", "USDT-Polygon", "USDT-Solana"],
            rows.Where(row => row.Text("ccy") == "USDT").Select(row => row.Text("chain")));
        Assert.Equal(rows.Count, rows.Select(row => row.Text("chain")).Distinct().Count());
    }

    [Fact]
    public async Task A_live_price_is_of_this_second_and_a_suspended_one_is_old()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Time.Advance(TimeSpan.FromDays(3));
        var now = simulator.Time.GetUtcNow().ToUnixTimeMilliseconds();

        var tickers = await RowsAsync(simulator, Tickers);

        Assert.InRange(now - tickers["BTC-USDT"].Number("ts"), 0, 999);
        Assert.True(now - tickers["HALTE-USDT"].Number("ts") > 2_592_000_000);
        Assert.Equal("0", tickers["HALTE-USDT"].Text("lastSz"));
    }

    [Fact]
    public async Task OKX_values_in_dollars_and_values_some_coins_at_nothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var odd = await simulator.TradingAsync("okx-unpriced");
        var quotes = await simulator.TradingAsync("okx-quotes");
        var old = await simulator.TradingAsync("okx-old-name");

        Assert.Equal(150 * 1.37m * 0.9993m, odd["EQONE"].Number("eqUsd"));
        Assert.Equal(("0", "0"), (odd["NOPRC"].Text("eqUsd"), odd["HALTE"].Text("eqUsd")));
        Assert.Equal("250", quotes["USD"].Text("eqUsd"));
        Assert.Equal(40 * 0.9993m, old["USDT"].Number("eqUsd"));
        Assert.Equal("", old["MATIC"].Text("eqUsd"));
    }

    [Fact]
    public async Task Index_prices_are_of_coins_with_a_live_pair()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var dollars = await RowsAsync(simulator, "/api/v5/market/index-tickers?quoteCcy=USD");
        var tethers = await RowsAsync(simulator, "/api/v5/market/index-tickers?quoteCcy=USDT&instId=USDC-USDT");

        Assert.Equal(("84740.69", "0.9993"), (dollars["BTC-USD"].Text("idxPx"), dollars["USDT-USD"].Text("idxPx")));
        Assert.DoesNotContain(dollars.Keys, id => id is "HALTE-USD" or "EQONE-USD" or "SOONR-USD" or "USD-USD");
        Assert.InRange(Assert.Single(tethers).Value.Number("idxPx"), 0.9998m, 1m);
    }

    [Fact]
    public async Task A_price_or_a_state_moves_on_request_and_only_then()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var before = await RowsAsync(simulator, Tickers);

        await simulator.ControlAsync(HttpMethod.Put, "/okx/instruments/BTC-USD", new { price = "90000.5" });
        await simulator.ControlAsync(HttpMethod.Put, "/okx/instruments/POL-USDT", new { status = "delisted" });
        await simulator.ControlAsync(
            HttpMethod.Put, "/okx/instruments/MATIC-USDT", new { status = "live", price = "0.4" });

        var after = await RowsAsync(simulator, Tickers);
        Assert.Equal(
            ["BTC-USD 90000.5", "MATIC-USDT 0.4"],
            after.Where(row => !before.TryGetValue(row.Key, out var old) || old.Text("last") != row.Value.Text("last"))
                .Select(row => $"{row.Key} {row.Value.Text("last")}"));
        Assert.Equal(["POL-USDT"], before.Keys.Except(after.Keys));
        Assert.Equal(128, (await simulator.TradingAsync("okx-old-name"))["MATIC"].Number("eqUsd") / 0.9993m);

        await simulator.ControlAsync(HttpMethod.Post, "/reset");
        Assert.Equal(before.Keys, (await RowsAsync(simulator, Tickers)).Keys);
    }

    [Theory]
    [InlineData("BTC-USDT", """{"price":"dear"}""", 400, "dear")]
    [InlineData("BTC-USDT", """{"status":"HALT"}""", 400, "suspend")]
    [InlineData("NOPE-USDT", """{"price":"1"}""", 404, "NOPE-USDT")]
    public async Task A_mistake_is_named(string id, string body, int status, string named)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var reply = await simulator.SendAsync(
            HttpMethod.Put, $"/_simulator/okx/instruments/{id}", content: content);

        Assert.Equal(status, (int)reply.Status);
        Assert.Contains(named, reply.Json.Text("error"), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, JsonElement>> RowsAsync(RunningSimulator simulator, string url) =>
        (await simulator.GetAsync(url)).OkxRows().ToDictionary(row => row.Text("instId"));
}
