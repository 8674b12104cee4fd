using System.Globalization;
using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenMarketTests
{
    [Fact]
    public async Task Time_has_whole_seconds_and_a_text_with_a_year_of_two_digits()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.GetAsync("/0/public/Time");

        Assert.Equal(
            """{"error":[],"result":{"unixtime":1499827319,"rfc1123":"Wed, 12 Jul 17 02:41:59 +0000"}}""", reply.Body);
    }

    [Theory]
    [InlineData("maintenance", "EService:Unavailable")]
    [InlineData("maintenance", "EAPI:Invalid key")]
    [InlineData("cancel_only", "")]
    [InlineData("post_only", "")]
    public async Task Maintenance_closes_the_private_methods_alone(string status, string error)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        Assert.Equal("online", (await simulator.KrakenPublicAsync("SystemStatus")).Text("status"));
        await simulator.ControlAsync(
            HttpMethod.Put, "/kraken/system", new { status, maintenanceError = error });

        Assert.Equal(status, (await simulator.KrakenPublicAsync("SystemStatus")).Text("status"));
        await simulator.KrakenPublicAsync("Ticker");
        var balance = await simulator.KrakenAsync("kraken-everyday", "Balance");
        if (error is "")
            balance.KrakenResult();
        else
            balance.RefusesLikeKraken(error);
    }

    [Fact]
    public async Task All_tickers_come_in_one_answer_that_may_be_kept_for_two_seconds()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.GetAsync("/0/public/Ticker");

        Assert.Equal("public, max-age=2", reply.Header("Cache-Control"));
        var names = Names(reply.KrakenResult());
        Assert.True(names.Count > 700, $"{names.Count} tickers");
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Superset(
            new HashSet<string> { "XXBTZUSD", "XETHXXBT", "XDGUSD", "XXDGXXBT", "USDTZUSD", "SOLUSD", "XBTUSDT" },
            names.ToHashSet());
    }

    [Fact]
    public async Task The_new_names_of_pairs_have_a_slash()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var names = Names(await simulator.KrakenPublicAsync("Ticker?assetVersion=1"));

        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9]+/[A-Z]+(:BTNL)?$", name));
        Assert.Superset(new HashSet<string> { "BTC/USD", "DOGE/USD", "ETH/BTC", "BTC/USD:BTNL" }, names.ToHashSet());
        Assert.Equal(Names(await simulator.KrakenPublicAsync("Ticker")).Count, names.Count);
    }

    [Fact]
    public async Task Every_pair_is_made_of_two_assets_and_has_a_ticker()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var assets = Names(await simulator.KrakenPublicAsync("Assets")).ToHashSet();
        var pairs = await simulator.KrakenPublicAsync("AssetPairs");
        var tickers = Names(await simulator.KrakenPublicAsync("Ticker"));

        Assert.All(pairs.EnumerateObject(), pair => Assert.Superset(
            new HashSet<string> { pair.Value.Text("base"), pair.Value.Text("quote") }, assets));
        Assert.Equal(
            ["SOLUSD:BTNL", "WAVESEUR", "WAVESUSD", "XDGUSD:BTNL", "XETHZUSD:BTNL", "XXBTZUSD:BTNL", "XXRPZUSD:BTNL"],
            tickers.Except(Names(pairs)).Order(StringComparer.Ordinal));
        Assert.Empty(Names(pairs).Except(tickers));
    }

    [Theory]
    [InlineData("XXBTZUSD", "XBTUSD", "XBT/USD", "XXBT", "ZUSD")]
    [InlineData("XDGUSD", "XDGUSD", "XDG/USD", "XXDG", "ZUSD")]
    [InlineData("ZEURZUSD", "EURUSD", "EUR/USD", "ZEUR", "ZUSD")]
    [InlineData("USDCHF", "USDCHF", "USD/CHF", "ZUSD", "CHF")]
    [InlineData("AEUR", "AEUR", "A/EUR", "A", "ZEUR")]
    public async Task A_pair_has_three_names(string id, string altname, string wsname, string asset, string quote)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var pair = (await simulator.KrakenPublicAsync("AssetPairs?pair=" + altname)).GetProperty(id);

        Assert.Equal(
            (altname, wsname, asset, quote),
            (pair.Text("altname"), pair.Text("wsname"), pair.Text("base"), pair.Text("quote")));
    }

    [Fact]
    public async Task The_prefixes_X_and_Z_are_those_of_a_closed_list()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var assets = (await simulator.KrakenPublicAsync("Assets")).EnumerateObject().ToList();

        Assert.Equal(
            [
                "KFEE=FEE", "XETC=ETC", "XETH=ETH", "XLTC=LTC", "XMLN=MLN", "XREP=REP", "XXBT=XBT", "XXDG=XDG",
                "XXLM=XLM", "XXMR=XMR", "XXRP=XRP", "XZEC=ZEC", "ZAUD=AUD", "ZCAD=CAD", "ZEUR=EUR", "ZGBP=GBP",
                "ZJPY=JPY", "ZMXN=MXN", "ZPLN=PLN", "ZSEK=SEK", "ZUSD=USD",
            ],
            assets.Where(asset => asset.Name != asset.Value.Text("altname"))
                .Select(asset => $"{asset.Name}={asset.Value.Text("altname")}").Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string> { "CHF", "AED", "XTZ", "XAUT", "ZK", "ZRX", "XBT.F", "DOT28.S", "USD.HOLD", "ETH2.S" },
            assets.Select(asset => asset.Name).ToHashSet());
    }

    [Theory]
    [InlineData("LUNAUSD", "0.0000596100")]
    [InlineData("ZEURZUSD", "1.13630")]
    [InlineData("ZUSDZJPY", "142.43000")]
    [InlineData("XDGUSD", "0.156420")]
    [InlineData("AUSD", "0.628400")]
    public async Task A_price_is_a_text_with_the_decimals_of_its_pair(string pair, string last)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var row = (await simulator.KrakenPublicAsync("Ticker?pair=" + pair)).GetProperty(pair);

        Assert.Equal(last, row.GetProperty("c")[0].GetString());
        Assert.NotEqual(0, row.GetProperty("t")[1].GetInt32());
    }

    [Fact]
    public async Task Without_a_trade_for_a_day_the_last_price_is_zero()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var tickers = (await simulator.KrakenPublicAsync("Ticker")).EnumerateObject().ToList();

        Assert.All(tickers, row => Assert.Equal(
            decimal.Parse(row.Value.GetProperty("c")[0].GetString() ?? "", CultureInfo.InvariantCulture) is 0,
            row.Value.GetProperty("t")[1].GetInt32() is 0));
        var dead = tickers.Single(row => row.Name is "AI16ZUSD").Value;
        Assert.Equal("0.00000000", dead.GetProperty("c")[0].GetString());
        Assert.NotEqual(0, Number(dead, "a"));
        Assert.True(Number(dead, "b") < Number(dead, "a") / 5);
        Assert.Equal(0, Number(tickers.Single(row => row.Name is "XRTUSD").Value, "b"));
        var wide = tickers.Single(row => row.Name is "XCNUSD").Value;
        Assert.True(Number(wide, "a") > Number(wide, "b") * 1.5m);
    }

    [Fact]
    public async Task Some_money_has_no_pair()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var names = Names(await simulator.KrakenPublicAsync("Ticker?assetVersion=1"));

        Assert.All(["PLN", "SEK", "AED", "MXN"], code => Assert.DoesNotContain(
            names, name => name.StartsWith(code + "/", StringComparison.Ordinal)
                || name.EndsWith("/" + code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tokenized_stocks_are_listed_on_request_alone()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        Assert.DoesNotContain("NVDAx", Names(await simulator.KrakenPublicAsync("Assets")));
        Assert.DoesNotContain("NVDAxUSD", Names(await simulator.KrakenPublicAsync("Ticker")));
        Assert.DoesNotContain("NVDAxUSD", Names(await simulator.KrakenPublicAsync("AssetPairs")));
        Assert.Contains("NVDAx", Names(await simulator.KrakenPublicAsync("Assets?aclass=tokenized_asset")));
        Assert.Equal(
            ["AAPLxEUR", "AAPLxUSD", "NVDAxEUR", "NVDAxUSD", "TSLAxUSD"],
            Names(await simulator.KrakenPublicAsync("Ticker?asset_class=tokenized_asset")).Order());
        Assert.Equal(
            5, Names(await simulator.KrakenPublicAsync("AssetPairs?aclass_base=tokenized_asset")).Count);
    }

    [Fact]
    public async Task The_pairs_of_the_other_venue_are_listed_on_request_alone()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var pairs = await simulator.KrakenPublicAsync("AssetPairs?execution_venue=bitnomial_exchange");

        Assert.All(Names(pairs), name => Assert.EndsWith(":BTNL", name, StringComparison.Ordinal));
        Assert.NotEmpty(Names(pairs));
    }

    [Theory]
    [InlineData("Ticker?pair=XBTUSD,NOPEUSD", "EQuery:Unknown asset pair")]
    [InlineData("Ticker?pair=NVDAxUSD", "EQuery:Unknown asset pair")]
    [InlineData("AssetPairs?pair=WAVESUSD", "EQuery:Unknown asset pair")]
    [InlineData("Assets?asset=XBT,NOPE", "EQuery:Unknown asset")]
    [InlineData("Assets?aclass=shares", "EGeneral:Invalid arguments")]
    public async Task A_public_question_that_makes_no_sense_is_refused_as_a_whole(string url, string error)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.GetAsync("/0/public/" + url)).RefusesLikeKraken(error);
    }

    [Fact]
    public async Task A_long_list_of_pairs_ends_in_a_page_of_Cloudflare()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.GetAsync(
            "/0/public/Ticker?pair=" + string.Join(',', Enumerable.Repeat("XBTUSD", 700)));

        Assert.Equal(520, (int)reply.Status);
        Assert.StartsWith("<!DOCTYPE html>", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_control_API_moves_prices_and_ends_pairs()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/pairs/XBTUSD", new { price = "91000.5" });
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/pairs/SOLUSD", new { traded = false });
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/assets/ADA/pairs", new { status = "delisted" });

        var tickers = await simulator.KrakenPublicAsync("Ticker");

        Assert.Equal(91000.5m, Number(tickers.GetProperty("XXBTZUSD"), "c"));
        Assert.Equal(0, Number(tickers.GetProperty("SOLUSD"), "c"));
        Assert.DoesNotContain("ADAUSD", Names(tickers));
        Assert.DoesNotContain("ADAUSD", Names(await simulator.KrakenPublicAsync("AssetPairs")));
        await simulator.ControlAsync(HttpMethod.Post, "/reset");
        Assert.Contains("ADAUSD", Names(await simulator.KrakenPublicAsync("Ticker")));
    }

    private static List<string> Names(JsonElement rows) => [.. rows.EnumerateObject().Select(row => row.Name)];

    /// <summary>The price in the first place of a field.</summary>
    private static decimal Number(JsonElement row, string field) =>
        decimal.Parse(row.GetProperty(field)[0].GetString() ?? "", CultureInfo.InvariantCulture);
}
