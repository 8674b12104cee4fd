using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges;

public sealed class BestPricesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_asset_has_the_price_of_its_most_traded_market_over_all_hosts_and_names_it()
    {
        var best = PriceList.Best(
        [
            List("okx", ("BTC", 60_000m, PairActivity.Liquid, 900m), ("SOL", 150m, PairActivity.Thin, 5_000m)),
            List("okx:eea", ("BTC", 61_000m, PairActivity.Liquid, 1_000m), ("SOL", 151m, PairActivity.Liquid, 1m)),
        ]);

        Assert.Equal((61_000m, "okx:eea"), (best.Find("BTC")?.Usd, best.Find("BTC")?.Host));
        Assert.Equal((151m, "okx:eea"), (best.Find("SOL")?.Usd, best.Find("SOL")?.Host));
    }

    [Fact]
    public void The_preferred_host_counts_where_two_markets_are_alike_and_another_where_only_it_has_a_market()
    {
        var best = PriceList.Best(
        [
            List("okx", ("BTC", 60_000m, PairActivity.Unknown, 0m)),
            List("okx:us", ("BTC", 62_000m, PairActivity.Unknown, 0m), ("EQONE", 2m, PairActivity.Unknown, 0m)),
        ]);

        Assert.Equal("okx", best.Find("BTC")?.Host);
        Assert.Equal((2m, "okx:us"), (best.Find("EQONE")?.Usd, best.Find("EQONE")?.Host));
    }

    private static PriceList List(
        string host, params (string Symbol, decimal Usd, PairActivity Activity, decimal Volume)[] prices) => new(
        prices.ToDictionary(
            price => price.Symbol,
            price => new Price(price.Usd, $"{price.Symbol}-USD")
            {
                Activity = price.Activity, VolumeUsd = price.Volume,
            }),
        Noon)
        {
            Host = host,
        };
}
