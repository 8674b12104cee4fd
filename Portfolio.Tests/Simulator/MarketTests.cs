namespace Portfolio.Tests.Simulator;

public sealed class MarketTests
{
    private const string Prices = "/api/v3/ticker/price";

    [Fact]
    public async Task Dead_pairs_are_among_the_prices_unless_only_trading_ones_are_requested()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var all = await PricesAsync(simulator, Prices);
        var trading = await PricesAsync(simulator, Prices + "?symbolStatus=TRADING");

        Assert.Equal("0.37940000", all["MATICUSDT"]);
        Assert.Equal("42769.40000000", all["BTCBUSD"]);
        Assert.Equal("0.00000000", all["LENDUSDT"]);
        Assert.Contains("MOONQUSDT", all.Keys);
        Assert.DoesNotContain(trading.Keys, symbol => symbol is "MATICUSDT" or "BTCBUSD" or "LENDUSDT" or "MOONQUSDT");
        Assert.DoesNotContain("0.00000000", trading.Values);
        Assert.Equal(trading, all.Where(price => trading.ContainsKey(price.Key)).ToDictionary());
    }

    [Theory]
    [InlineData("BTCUSDT", "84800.01000000")]
    [InlineData("EURUSDT", "1.13630000")]
    [InlineData("USDTTRY", "38.00840000")]
    [InlineData("TUSDUSDT", "0.98120000")]
    [InlineData("BTTCUSDT", "0.00000062")]
    [InlineData("币安人生USDT", "0.13372000")]
    public async Task Prices_are_the_same_at_every_start(string symbol, string price)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.GetAsync($"{Prices}?symbol={symbol}");

        Assert.Equal($$"""{"symbol":"{{symbol}}","price":"{{price}}"}""", reply.Body);
    }

    [Fact]
    public async Task Every_pair_is_listed_with_its_base_and_its_quote()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var info = await simulator.GetAsync("/api/v3/exchangeInfo?showPermissionSets=false");

        var pairs = info.Json.GetProperty("symbols").EnumerateArray().ToDictionary(
            pair => pair.GetProperty("symbol").GetString() ?? "",
            pair => $"{pair.GetProperty("baseAsset")}/{pair.GetProperty("quoteAsset")} {pair.GetProperty("status")}");
        Assert.Equal("ADA/EUR TRADING", pairs["ADAEUR"]);
        Assert.Equal("BTC/AEUR TRADING", pairs["BTCAEUR"]);
        Assert.Equal("CITY/BTC HALT", pairs["CITYBTC"]);
        Assert.Equal(pairs.Keys, (await PricesAsync(simulator, Prices)).Keys);
        Assert.DoesNotContain("USDTJPY", pairs.Keys);
    }

    [Theory]
    [InlineData("symbolStatus=BREAK", "MATICUSDT", "BTCUSDT")]
    [InlineData("symbolStatus=TRADING", "BTCUSDT", "MATICUSDT")]
    [InlineData("permissions=MARGIN", "BTCUSDT", "DOGEUSDT")]
    public async Task The_list_of_pairs_can_be_filtered(string filter, string with, string without)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var info = await simulator.GetAsync($"/api/v3/exchangeInfo?{filter}");

        Assert.Contains($"\"symbol\":\"{with}\"", info.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"symbol\":\"{without}\"", info.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_or_a_status_moves_on_request_and_only_then()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var before = await PricesAsync(simulator, Prices);
        simulator.Time.Advance(TimeSpan.FromDays(1));

        await simulator.ControlAsync(HttpMethod.Put, "/binance/pairs/BTCUSDT", new { price = "90000.5" });
        await simulator.ControlAsync(HttpMethod.Put, "/binance/pairs/ETHUSDT", new { status = "HALT" });

        var after = await PricesAsync(simulator, Prices);
        Assert.Equal(
            ["BTCUSDT 90000.50000000"],
            after.Where(price => before[price.Key] != price.Value).Select(price => $"{price.Key} {price.Value}"));
        Assert.DoesNotContain("ETHUSDT", (await PricesAsync(simulator, Prices + "?symbolStatus=TRADING")).Keys);
    }

    private static async Task<Dictionary<string, string>> PricesAsync(RunningSimulator simulator, string url) =>
        (await simulator.GetAsync(url)).Json.EnumerateArray().ToDictionary(
            price => price.GetProperty("symbol").GetString() ?? "",
            price => price.GetProperty("price").GetString() ?? "");
}
