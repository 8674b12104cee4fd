using System.Text;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges;

/// <summary>Which of several pairs prices an asset, and that the choice is stable.</summary>
public sealed class LiquidityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // SKY-USD: volume of a day, bid, ask. SKY-USDT is busy and trades at 0.05.
    [InlineData("0", "", "", "SKY-USDT*USDT-USD")]
    [InlineData("0", "0", "0", "SKY-USDT*USDT-USD")]
    [InlineData("0", "0.05", "0.06", "SKY-USDT*USDT-USD")]
    [InlineData("", "", "", "SKY-USDT*USDT-USD")]
    [InlineData("5", "0.05", "", "SKY-USDT*USDT-USD")]
    [InlineData("5", "", "0.06", "SKY-USDT*USDT-USD")]
    [InlineData("5000000", "0.01", "99", "SKY-USDT*USDT-USD")]
    [InlineData("5", "9.98", "9.99", "SKY-USDT*USDT-USD")]
    [InlineData("5000", "9.98", "9.99", "SKY-USD")]
    public void A_pair_that_no_one_trades_prices_nothing_beside_one_that_is_traded(
        string volume, string bid, string ask, string source)
    {
        var prices = OkxPrices.Pricing.Build(Okx(
            Row("SKY-USD", "9.99", volume, bid, ask),
            Row("SKY-USDT", "0.05", "40000000", "0.0499", "0.0501"),
            Row("USDT-USD", "1", "900000", "0.9999", "1.0001")));

        Assert.Equal(source, prices["SKY"].Source);
        Assert.Equal(source is "SKY-USD" ? 9.99m : 0.05m, prices["SKY"].Usd);
    }

    [Theory]
    [InlineData("0", "", "", null)]
    [InlineData("0", "0", "0", null)]
    [InlineData("0", "0.05", "99", null)]
    [InlineData("0", "9.98", "9.99", "SKY-USD (thin)")]
    [InlineData("5", "9.98", "", "SKY-USD (thin)")]
    [InlineData("5", "9.98", "9.99", "SKY-USD")]
    [InlineData("", "", "", "SKY-USD")]
    public void A_single_pair_prices_an_asset_marked_if_it_is_thin_and_not_at_all_if_it_is_dead(
        string volume, string bid, string ask, string? source) =>
        Assert.Equal(
            source, OkxPrices.Pricing.Build(
                Okx(Row("SKY-USD", "9.99", volume, bid, ask))).GetValueOrDefault("SKY")?.Source);

    [Fact]
    public void A_way_is_as_quiet_as_its_quietest_pair()
    {
        var prices = BinancePrices.Pricing.Build(
        [
            Pair("XYZ", "BTC", 0.001m, 3_000m),
            Pair("BTC", "USDT", 60_000m, 900_000_000m),
            Pair("XYZ", "FDUSD", 60m, 900_000_000m),
            Pair("FDUSD", "USDT", 1m, 100m),
        ]);

        Assert.Equal("XYZBTC*BTCUSDT", prices["XYZ"].Source);
    }

    [Fact]
    public void An_inverse_pair_counts_in_dollars_too()
    {
        var prices = BinancePrices.Pricing.Build(
            [Pair("USDT", "ARS", 1_000m, 900_000m), Pair("BTC", "ARS", 60_000_000m, 90_000_000_000m), Bitcoin]);

        Assert.Equal("BTCUSDT/BTCARS", prices["ARS"].Source);
    }

    [Fact]
    public void The_source_does_not_change_to_and_fro_around_the_line()
    {
        var sources = new List<string>();
        var before = default(PriceList);
        foreach (var volume in (int[])[2_000, 900, 1_100, 600, 900, 400, 600, 900, 1_100])
        {
            var prices = BinancePrices.Pricing.Build(
                [Pair("XYZ", "USDT", 2m, volume), Pair("XYZ", "BTC", 0.0001m, 100_000m / 60_000m), Bitcoin], before);
            before = new PriceList(prices, Noon);
            sources.Add(prices["XYZ"].Source);
        }

        Assert.Equal(
            [.. Enumerable.Repeat("XYZUSDT", 5), .. Enumerable.Repeat("XYZBTC*BTCUSDT", 3), "XYZUSDT"], sources);
    }

    [Fact]
    public void A_book_that_is_empty_on_one_side_for_a_moment_is_no_reason_to_leave_a_pair_and_a_day_without_trade_is()
    {
        var memory = new PairMemory();
        var liquid = Pair("XYZ", "USDT", 2m, 5_000m);
        var (gap, dead) = (
            liquid with { Market = new(PairActivity.Thin, 4_000m) },
            liquid with { Market = new(PairActivity.Thin, 0) });

        Assert.Equal(PairActivity.Thin, memory.Steady(gap, Noon).Market.Activity);
        memory.Steady(liquid, Noon);
        Assert.Equal(PairActivity.Liquid, memory.Steady(gap, Noon.AddMinutes(59)).Market.Activity);
        Assert.Equal(PairActivity.Thin, memory.Steady(dead, Noon.AddMinutes(59)).Market.Activity);
        Assert.Equal(PairActivity.Thin, memory.Steady(gap, Noon.AddMinutes(60)).Market.Activity);
    }

    private static LivePair Bitcoin => Pair("BTC", "USDT", 60_000m, 900_000_000m);

    private static LivePair Pair(string first, string second, decimal price, decimal quoteVolume) =>
        new(first, second, first + second, price) { Market = PairMarket.Of(price, null, quoteVolume, price, price) };

    private static IReadOnlyList<LivePair> Okx(params string[] rows)
    {
        var ids = rows.Select(row => row.Split('"')[3]).ToList();
        var market = OkxMarket.Read(Data(ids.Select(Instrument)), Noon).Value;
        return OkxTickers.Read(Data(rows), market).Pairs;
    }

    private static string Instrument(string id)
    {
        var names = id.Split('-');
        return $$"""{"instId":"{{id}}","state":"live","baseCcy":"{{names[0]}}","quoteCcy":"{{names[1]}}"}""";
    }

    private static string Row(string id, string last, string volume, string bid, string ask) =>
        $$"""
        {"instId":"{{id}}","last":"{{last}}","lastSz":"1","vol24h":"{{volume}}","bidPx":"{{bid}}","askPx":"{{ask}}",
         "ts":"1795000000000"}
        """;

    private static byte[] Data(IEnumerable<string> rows) =>
        Encoding.UTF8.GetBytes($$"""{"code":"0","msg":"","data":[{{string.Join(',', rows)}}]}""");
}
