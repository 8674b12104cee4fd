using System.Globalization;
using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxPricingTests
{
    [Theory]
    [InlineData("BTC", "60000", "BTC-USD")]
    [InlineData("USD", "1", "USD")]
    [InlineData("USDT", "0.999", "USDT-USD")]
    [InlineData("USDC", "0.99899", "USDC-USDT*USDT-USD")]
    [InlineData("SOL", "99.9", "SOL-USDT*USDT-USD")]
    [InlineData("ONLYC", "1.998", "ONLYC-USDC*USDC-USDT*USDT-USD")]
    [InlineData("EUR", "1.11", "USDT-USD/USDT-EUR")]
    [InlineData("ONLYE", "2.22", "ONLYE-EUR*USDT-USD/USDT-EUR")]
    [InlineData("ONLYB", "600", "ONLYB-BTC*BTC-USD")]
    [InlineData("TRY", "0.024975", "USDT-USD/USDT-TRY")]
    [InlineData("HALT", null, null)]
    public void Live_pairs_price_an_asset(string asset, string? usd, string? source)
    {
        var prices = OkxPrices.Pricing.Build(
        [
            Pair("BTC", "USD", 60_000), Pair("BTC", "USDT", 61_000), Pair("USDT", "USD", 0.9990m),
            Pair("USDC", "USDT", 0.99999009m), Pair("SOL", "USDT", 100), Pair("ONLYC", "USDC", 2.0000199m),
            Pair("USDT", "EUR", 0.9m), Pair("ONLYE", "EUR", 2), Pair("ONLYB", "BTC", 0.01m), Pair("USDT", "TRY", 40),
        ]);

        var price = prices.GetValueOrDefault(asset);
        Assert.Equal(source, price?.Source);
        Assert.Equal(usd, price?.Usd.ToString("0.######", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Only_live_pairs_with_a_price_price_anything()
    {
        var market = OkxMarket.Read(
            Bytes(Instruments("A-USD live", "B-USD suspend", "C-USD preopen", "D-USD live", "E-USD live")), Noon).Value;

        var pairs = OkxTickers.Read(
            Bytes(Tickers("A-USD 1.5", "B-USD 2", "C-USD 3", "D-USD 0", "E-USD ", "F-USD 7")), market).Pairs;

        Assert.Equal([new LivePair("A", "USD", "A-USD", 1.5m)], pairs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"code":"0","data":[]}""")]
    [InlineData("""{"code":"0","data":[null]}""")]
    [InlineData("""{"code":"0","data":[{"instId":"A-USD","state":"live"}]}""")]
    [InlineData("""{"code":"0","data":[{"instId":"A-USD","state":"suspend","baseCcy":"A","quoteCcy":"USD"}]}""")]
    public void A_list_of_instruments_without_a_live_pair_is_none(string body) =>
        Assert.ThrowsAny<JsonException>(() => OkxMarket.Read(Bytes(body), Noon));

    [Fact]
    public void A_pair_that_was_never_traded_or_lags_a_day_behind_prices_nothing()
    {
        var market = OkxMarket.Read(Bytes(Instruments("BTC-USD live", "OLD-USD live", "NEW-USD live")), Noon).Value;

        var prices = OkxTickers.Read(Bytes(
            """
            {"code":"0","msg":"","data":[
                {"instId":"BTC-USD","last":"60000","lastSz":"1","ts":"1795000000000"},
                {"instId":"OLD-USD","last":"7","lastSz":"1","ts":"1794900000000"},
                {"instId":"NEW-USD","last":"3","lastSz":"0","ts":"1795000000000"}]}
            """), market).Pairs;

        Assert.Equal(["BTC"], prices.Select(pair => pair.Base));
    }

    [Theory]
    [InlineData("1795000000000000", true)]
    [InlineData("1795000000000000000", true)]
    [InlineData("1795000000", true)]
    [InlineData("1795080000000", true)]
    [InlineData("1795090000000", false)]
    [InlineData("1894900000000000", false)]
    [InlineData("0", false)]
    [InlineData("-1795000000000", false)]
    [InlineData("1", false)]
    [InlineData("79228162514264337593543950335", false)]
    public void One_wrong_time_costs_no_other_row(string time, bool read)
    {
        var market = OkxMarket.Read(Bytes(Instruments("A-USD live", "ODD-USD live")), Noon).Value;

        var tickers = OkxTickers.Read(Bytes(Data(
        [
            $$"""{"instId":"ODD-USD","last":"7","lastSz":"1","ts":"{{time}}"}""",
            """{"instId":"A-USD","last":"60000","lastSz":"1","ts":"1795000000000"}""",
        ])), market);

        Assert.Equal(read ? ["ODD", "A"] : ["A"], tickers.Pairs.Select(pair => pair.Base));
        Assert.Equal(read ? 0 : 1, tickers.Unreadable);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"instId":7,"last":"1"}""")]
    [InlineData("""{"instId":"A-USD","last":"NaN"}""")]
    [InlineData("""{"instId":"A-USD","last":"1e30"}""")]
    [InlineData("""{"instId":"A-USD","last":{"x":1}}""")]
    [InlineData("""{"instId":"A-USD","last":"1","ts":"soon"}""")]
    public void A_row_that_cannot_be_read_is_skipped_and_counted(string row)
    {
        var market = OkxMarket.Read(Bytes(Instruments("A-USD live")), Noon).Value;
        var good = """{"instId":"A-USD","last":"60000","lastSz":"1","ts":"1795000000000"}""";

        var tickers = OkxTickers.Read(Bytes(Data([row, good])), market);

        Assert.Equal([60_000m], tickers.Pairs.Select(pair => pair.Price));
        Assert.Equal(1, tickers.Unreadable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"code":"0"}""")]
    [InlineData("""{"code":"1","data":[]}""")]
    [InlineData("""{"code":"0","data":{}}""")]
    [InlineData("""{"code":"0","data":[}""")]
    [InlineData("""{"code":"0","data":[]}{}""")]
    [InlineData("""{"code":"0","data":[{"instId":"A-USD","last":"1"}""")]
    public void A_price_list_that_is_broken_as_a_whole_is_none(string body)
    {
        var market = OkxMarket.Read(Bytes(Instruments("A-USD live")), Noon).Value;

        Assert.ThrowsAny<JsonException>(() => OkxTickers.Read(Bytes(body), market));
    }

    [Fact]
    public void An_unreadable_instrument_is_skipped_and_one_that_is_missing_beside_it_stays_as_it_was()
    {
        var before = OkxMarket.Read(Bytes(Instruments("A-USD live", "B-USD live", "C-USD suspend")), Noon).Value;
        var body = Data(
            [Row("A-USD suspend"), """{"instId":"B-USD","state":"live","quoteCcy":"USD"}""", Row("D-USD live")]);

        var read = OkxMarket.Read(Bytes(body), Noon, before);

        Assert.Equal((2, 1), (read.Rows, read.Unreadable));
        Assert.Equal(["B", "D", "USD"], read.Value.TradingAssets.Order(StringComparer.Ordinal));
        Assert.Equal(["A", "B", "C", "D", "USD"], read.Value.Assets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_callers_cost_one_call_and_the_next_one_after_ten_seconds()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Instruments, Answer(Instruments("BTC-USD live", "POL-USD live")))
            .On(OkxPaths.Tickers, Answer(Tickers("BTC-USD 60000", "POL-USD 0.5")));

        var lists = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => okx.Exchange.ReadPricesAsync(null, Cancel)));
        Assert.All(lists, prices => Assert.Equal(new Price(60_000, "BTC-USD"), prices.Find("BTC")));
        Assert.Equal(AssetMarket.Ended, lists[0].Markets.Of("MATIC"));
        Assert.Single(okx.Server.SeenAt(OkxPaths.Tickers));
        Assert.Equal("instType=SPOT", okx.Server.SeenAt(OkxPaths.Tickers)[0].Query);

        okx.Clock.Advance(TimeSpan.FromSeconds(10));
        await okx.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal(2, okx.Server.SeenAt(OkxPaths.Tickers).Count);
        Assert.Single(okx.Server.SeenAt(OkxPaths.Instruments));
    }

    private static LivePair Pair(string first, string second, decimal price) =>
        new(first, second, $"{first}-{second}", price);

    private static string Instruments(params string[] rows) => Data(rows.Select(Row));

    private static string Row(string text) => text.Split([' ', '-']) is var row
        ? $$"""{"instId":"{{row[0]}}-{{row[1]}}","state":"{{row[2]}}","baseCcy":"{{row[0]}}","quoteCcy":"{{row[1]}}"}"""
        : "";

    private static string Tickers(params string[] rows) => Data(rows.Select(row => row.Split(' ')).Select(
        row => $$"""{"instType":"SPOT","instId":"{{row[0]}}","last":"{{row[1]}}","lastSz":"1","askPx":""}"""));

    private static string Data(IEnumerable<string> rows) =>
        $$"""{"code":"0","msg":"","data":[{{string.Join(',', rows)}}]}""";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
