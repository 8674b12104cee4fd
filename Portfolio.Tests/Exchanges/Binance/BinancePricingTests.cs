using System.Globalization;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinancePricingTests
{
    [Fact]
    public void A_usdt_is_a_dollar_by_assumption_and_says_so() =>
        Assert.Equal(new Price(1, "USDT=USD"), Price("USDT", "BTC/USDT 60000"));

    [Fact]
    public void A_usdt_pair_prices_directly() =>
        Assert.Equal(new Price(60_000, "BTCUSDT"), Price("BTC", "BTC/USDT 60000"));

    [Fact]
    public void A_fiat_that_only_quotes_is_priced_the_other_way_round()
    {
        var lira = Price("TRY", "USDT/TRY 40");

        Assert.Equal(new Price(0.025m, "1/USDTTRY"), lira);
    }

    [Fact]
    public void A_fiat_without_a_usdt_pair_goes_by_way_of_bitcoin() =>
        Assert.Equal(
            new Price(60_000m / 9_000_000m, "BTCUSDT/BTCJPY"), Price("JPY", "BTC/USDT 60000", "BTC/JPY 9000000"));

    [Theory]
    [InlineData("BTC", "0.002")]
    [InlineData("ETH", "0.002")]
    [InlineData("BNB", "0.002")]
    public void An_asset_without_a_dollar_pair_goes_over_a_bridge(string bridge, string price) =>
        Assert.Equal(
            new Price(2, $"XYZ{bridge}*{bridge}USDT"), Price("XYZ", $"{bridge}/USDT 1000", $"XYZ/{bridge} {price}"));

    [Fact]
    public void A_depegged_stablecoin_has_its_market_price()
    {
        string[] pairs = ["USDC/USDT 0.88", "XYZ/USDC 10"];

        Assert.Equal(new Price(0.88m, "USDCUSDT"), Price("USDC", pairs));
        Assert.Equal(new Price(8.8m, "XYZUSDC*USDCUSDT"), Price("XYZ", pairs));
    }

    [Fact]
    public void A_stablecoin_without_a_market_prices_nothing() =>
        Assert.Null(Price("XYZ", "XYZ/TUSD 10", "BTC/USDT 1"));

    [Fact]
    public void A_stablecoin_that_only_quotes_is_a_bridge_too() =>
        Assert.Equal(new Price(20, "XYZDAI*1/USDTDAI"), Price("XYZ", "USDT/DAI 0.5", "XYZ/DAI 10"));

    [Fact]
    public void The_same_way_is_taken_whatever_the_order_of_the_pairs()
    {
        string[] pairs =
        [
            "XYZ/TRY 400", "XYZ/BNB 0.02", "XYZ/ETH 0.005", "XYZ/BTC 0.0002",
            "XYZ/FDUSD 11", "XYZ/USDC 12", "XYZ/USDT 13", "USDT/TRY 40",
            "BNB/USDT 600", "ETH/USDT 2000", "BTC/USDT 60000", "FDUSD/USDT 1", "USDC/USDT 1",
        ];
        string[] preference =
        [
            "XYZUSDT", "XYZUSDC*USDCUSDT", "XYZFDUSD*FDUSDUSDT", "XYZBTC*BTCUSDT",
            "XYZETH*ETHUSDT", "XYZBNB*BNBUSDT", "XYZTRY*1/USDTTRY",
        ];

        foreach (var source in preference)
        {
            Assert.Equal(source, Price("XYZ", pairs)?.Source);
            Assert.Equal(source, Price("XYZ", [.. pairs.Reverse()])?.Source);
            pairs = [.. pairs.Where(pair => Pair(pair).Symbol != source.Split('*')[0])];
        }

        Assert.Null(Price("XYZ", pairs));
    }

    [Fact]
    public void A_price_that_no_decimal_can_hold_is_no_price()
    {
        Assert.Null(Price("XYZ", "BTC/USDT 60000", "XYZ/BTC 79228162514264337593543950335"));
        Assert.Null(Price("XYZ", "USDT/XYZ 79228162514264337593543950335"));
        Assert.Null(Price("XYZ", "BTC/USDT 60000", "BTC/XYZ 0.0000000000000000000000000001"));
    }

    private static Price? Price(string asset, params string[] pairs) =>
        BinancePrices.Pricing.Build(pairs.Select(Pair)).GetValueOrDefault(asset);

    private static LivePair Pair(string text) =>
        text.Split('/', ' ') is [var first, var second, var price]
            ? new LivePair(first, second, first + second, decimal.Parse(price, CultureInfo.InvariantCulture))
            : throw new FormatException(text);
}
