using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceMarketTests
{
    private static readonly BinanceMarket Market = BinanceMarket.Read(
        """
        {"timezone":"UTC","rateLimits":[{"limit":6000}],"symbols":[
          {"symbol":"ADAEUR","status":"TRADING","baseAsset":"ADA","quoteAsset":"EUR","filters":[{"x":1}]},
          {"symbol":"ADAAEUR","status":"TRADING","baseAsset":"ADA","quoteAsset":"AEUR"},
          {"symbol":"BTCBUSD","status":"BREAK","baseAsset":"BTC","quoteAsset":"BUSD"},
          {"symbol":"ETHUSDT","status":"TRADING","baseAsset":"ETH","quoteAsset":"USDT"},
          {"symbol":"币安人生USDT","status":"TRADING","baseAsset":"币安人生","quoteAsset":"USDT"}
        ]}
        """u8,
        DateTimeOffset.UnixEpoch).Value;

    [Fact]
    public void A_symbol_is_looked_up_and_never_taken_apart() =>
        Assert.Equal(
            [
                new("ADA", "EUR", "ADAEUR", 0.5m),
                new("ADA", "AEUR", "ADAAEUR", 0.6m),
                new("币安人生", "USDT", "币安人生USDT", 2m),
            ],
            Live(
                """
                {"symbol":"ADAEUR","price":"0.5"},
                {"symbol":"ADAAEUR","price":"0.6"},
                {"symbol":"币安人生USDT","price":"2"}
                """));

    [Fact]
    public void An_escaped_symbol_is_the_same_symbol() =>
        Assert.Equal("ETHUSDT", Live("""{"symbol":"\u0045THUSDT","price":"1"}""").Single().Symbol);

    [Theory]
    [InlineData("BTCBUSD", "42769.40")]
    [InlineData("ETHUSDT", "0.00000000")]
    [InlineData("ETHUSDT", "-1")]
    [InlineData("NEVERLISTED", "1")]
    public void A_dead_pair_a_price_of_zero_and_an_unknown_symbol_price_nothing(string symbol, string price) =>
        Assert.Empty(Live($$"""{"symbol":"{{symbol}}","price":"{{price}}"}"""));

    [Fact]
    public void Every_asset_of_every_pair_is_listed_traded_or_not() =>
        Assert.Equal(
            ["ADA", "AEUR", "BTC", "BUSD", "ETH", "EUR", "USDT", "币安人生"],
            Market.Assets.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"symbols":[]}""")]
    [InlineData("""{"symbols":{}}""")]
    [InlineData("""{"symbols":[{"symbol":"ETHUSDT","status":"TRADING","baseAsset":"ETH"}]}""")]
    [InlineData("<html></html>")]
    public void A_list_of_pairs_of_another_shape_is_refused(string body) =>
        Assert.ThrowsAny<JsonException>(() => BinanceMarket.Read(Encoding.UTF8.GetBytes(body), default));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"symbol":"ETHUSDT","price":"1"}""")]
    [InlineData("""[{"symbol":"ETHUSDT","price":"1"}""")]
    [InlineData("""[{"symbol":"ETHUSDT","price":"1"},{"symbol":"ETHUSDT","price":]""")]
    [InlineData("""[{"symbol":"ETHUSDT","price":"1"} {"symbol":"BTCBUSD","price":"1"}]""")]
    [InlineData("""[{"symbol":"ETHUSDT","price":"1"}][]""")]
    public void A_price_list_of_another_shape_is_refused(string body) =>
        Assert.ThrowsAny<JsonException>(() => TickerRow.ReadAll(Encoding.UTF8.GetBytes(body), Market));

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"ADAEUR\"")]
    [InlineData("{}")]
    [InlineData("""{"symbol":"ADAEUR"}""")]
    [InlineData("""{"price":"1"}""")]
    [InlineData("""{"symbol":7,"price":"1"}""")]
    [InlineData("""{"symbol":{"a":[1]},"price":"1"}""")]
    [InlineData("""{"symbol":"","price":"1"}""")]
    [InlineData("""{"symbol":"ADAEUR","price":null}""")]
    [InlineData("""{"symbol":"ADAEUR","price":""}""")]
    [InlineData("""{"symbol":"ADAEUR","price":"NaN"}""")]
    [InlineData("""{"symbol":"ADAEUR","price":"1e30"}""")]
    [InlineData("""{"symbol":"ADAEUR","price":"cheap"}""")]
    [InlineData("""{"symbol":"ADAEUR","price":{"x":["1"]}}""")]
    [InlineData("""{"price":[{"symbol":"ADAEUR"}],"symbol":"ADAEUR"}""")]
    [InlineData("{\"symbol\":\"\\ud800\",\"price\":\"1\"}")]
    public void A_row_that_cannot_be_read_is_skipped_and_counted(string row)
    {
        var good = """{"symbol":"ETHUSDT","price":"2000"}""";

        var read = TickerRow.ReadAll(Encoding.UTF8.GetBytes($"[{good},{row},{good}]"), Market);

        Assert.Equal([new("ETHUSDT", 2000m), new("ETHUSDT", 2000m)], read.Rows);
        Assert.Equal(1, read.Unreadable);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[{}]")]
    [InlineData("""{"symbol":"XUSDT","status":"TRADING","quoteAsset":"USDT"}""")]
    [InlineData("""{"symbol":"XUSDT","status":"TRADING","baseAsset":"","quoteAsset":"USDT"}""")]
    [InlineData("""{"symbol":"XUSDT","status":"TRADING","baseAsset":7,"quoteAsset":"USDT"}""")]
    [InlineData("""{"symbol":"XUSDT","status":"TRADING","baseAsset":"X\u0000","quoteAsset":"USDT"}""")]
    [InlineData("""{"symbol":"XUSDT","baseAsset":"X","quoteAsset":"USDT"}""")]
    [InlineData("""{"symbol":null,"status":"TRADING","baseAsset":"X","quoteAsset":"USDT"}""")]
    public void An_unreadable_pair_is_skipped_and_one_that_is_missing_beside_it_stays_as_it_was(string row)
    {
        var good = """{"symbol":"ETHUSDT","status":"TRADING","baseAsset":"ETH","quoteAsset":"USDT"}""";

        var read = BinanceMarket.Read(
            Encoding.UTF8.GetBytes(
                $$"""{"x":[1],"symbols":[{{row}},{{good}}],"y":[{}] }"""), DateTimeOffset.UnixEpoch, Market);

        Assert.Equal((1, 1), (read.Rows, read.Unreadable));
        Assert.True(read.Value.Knows("ADAEUR"));
        Assert.Contains("ADA", read.Value.TradingAssets);
        Assert.DoesNotContain("BUSD", read.Value.TradingAssets);
    }

    [Fact]
    public void A_pair_that_is_missing_from_a_list_that_is_whole_is_gone()
    {
        var good = """{"symbol":"ETHUSDT","status":"TRADING","baseAsset":"ETH","quoteAsset":"USDT"}""";

        var read = BinanceMarket.Read(
            Encoding.UTF8.GetBytes($$"""{"symbols":[{{good}}]}"""), DateTimeOffset.UnixEpoch, Market);

        Assert.False(read.Value.Knows("ADAEUR"));
    }

    private static LivePair[] Live(string rows) =>
        [.. Market.Live(TickerRow.ReadAll(Encoding.UTF8.GetBytes($"[{rows}]"), Market).Rows)];
}
