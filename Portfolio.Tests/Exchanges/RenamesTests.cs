using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;
using Portfolio.Worker.Exchanges.Kraken;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges;

public sealed class RenamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Exchanges => ["binance", "okx", "kraken"];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void The_lists_know_each_old_name_once_and_none_leads_to_another(string exchange)
    {
        var known = Known(exchange);

        Assert.Equal(known.Count, known.Select(rename => rename.Old).Distinct().Count());
        Assert.Empty(known.Select(rename => rename.Old).Intersect(known.Select(rename => rename.New)));
        Assert.All(known, rename => Assert.True(rename is { OldUnits: > 0, NewUnits: > 0 }));
        Assert.DoesNotContain(known, rename => rename.Old is "LUNA" || rename.New is "LUNA");
    }

    [Theory]
    [InlineData("binance", "BNX FORM", 1, 1)]
    [InlineData("binance", "EASY EZ", 1, 1)]
    [InlineData("binance", "DAR D", 1, 1)]
    [InlineData("binance", "ORN LUMIA", 1, 1)]
    [InlineData("binance", "MKR SKY", 1, 24000)]
    [InlineData("binance", "LEND AAVE", 100, 1)]
    [InlineData("binance", "ERD EGLD", 1000, 1)]
    [InlineData("binance", "BTT BTTC", 1, 1000)]
    [InlineData("binance", "VEN VET", 1, 100)]
    [InlineData("binance", "GAL G", 1, 60)]
    [InlineData("binance", "NPXS PUNDIX", 1000, 1)]
    [InlineData("okx", "EOS A", 1, 1)]
    [InlineData("okx", "MATIC POL", 1, 1)]
    [InlineData("okx", "MKR SKY", 1, 24000)]
    [InlineData("kraken", "EOS A", 1, 1)]
    [InlineData("kraken", "MKR SKY", 1, 24000)]
    public void A_rename_has_the_ratio_of_its_notice(string exchange, string names, int old, int renamed) =>
        Assert.Contains(new Rename(names.Split(' ')[0], names.Split(' ')[1], old, renamed), Known(exchange));

    [Fact]
    public void A_quantity_goes_over_by_the_ratio_and_matches_to_the_eighth_decimal()
    {
        var lend = new Rename("LEND", "AAVE", 100, 1);

        Assert.Equal((0.123456789m, 1_234.5m), (lend.InNew(12.3456789m), lend.InOld(12.345m)));
        Assert.True(lend.Matches(12.3456789m, 0.12345678m));
        Assert.False(lend.Matches(12.3456789m, 0.1234m));
        Assert.Equal(decimal.MaxValue, new Rename("MKR", "SKY", 1, 24000).InNew(decimal.MaxValue));
    }

    [Fact]
    public void An_old_name_has_the_price_of_its_new_name_only_at_a_ratio_of_one()
    {
        var prices = new PriceList(
            new Dictionary<string, Price> { ["POL"] = new(0.2m, "POLUSDT"), ["SKY"] = new(0.05m, "SKYUSDT") }, Now)
        {
            Renames = [new("MATIC", "POL"), new("MKR", "SKY", 1, 24000)],
        };

        Assert.Equal(new Price(0.2m, "POLUSDT"), prices.Find("MATIC"));
        Assert.Null(prices.Find("MKR"));
    }

    [Theory]
    [InlineData("BTC", "Trading")]
    [InlineData("FTM", "Halted")]
    [InlineData("BCC", "Ended")]
    [InlineData("NEVER", "Ended")]
    public void An_asset_is_in_the_state_of_its_best_pair_and_without_pairs_it_has_ended(string symbol, string state) =>
        Assert.Equal(state, $"{Markets(complete: true).Of(symbol)}");

    [Fact]
    public void An_old_list_proves_nothing_about_missing_assets()
    {
        var old = Markets(complete: false);

        Assert.Equal((AssetMarket.Unknown, AssetMarket.Halted), (old.Of("NEVER"), old.Of("FTM")));
    }

    private static AssetMarkets Markets(bool complete) => AssetMarkets.Of(
        [
            ("BTC", "USDT", AssetMarket.Trading), ("BTC", "BUSD", AssetMarket.Ended), (
                "FTM", "USDT", AssetMarket.Halted),
            ("FTM", "BTC", AssetMarket.Ended), ("BCC", "BTC", AssetMarket.Ended),
        ],
        complete);

    private static IReadOnlyList<Rename> Known(string exchange) =>
        exchange switch { "okx" => OkxRenames.Known, "kraken" => KrakenRenames.Known, _ => BinanceRenames.Known };
}
