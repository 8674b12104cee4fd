using System.Globalization;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Binance.Market;

/// <summary>The pairs at the start: the live ones follow from the catalogue, the dead ones are a table.</summary>
internal static class BinanceListing
{
    // A pair whose price would have too few digits at eight decimals is not listed at a real exchange either.
    private const decimal SmallestCrossPrice = 0.00000100m;

    public static IEnumerable<BinancePair> Make() => Live().Concat(Dead()).Concat(Delisted());

    private static IEnumerable<BinancePair> Live() =>
        from asset in AssetCatalogue.All
        from listed in asset.Pairs
        let inverse = listed.StartsWith('^')
        let other = AssetCatalogue.ByCode[inverse ? listed[1..] : listed]
        let pair = inverse ? Pair(other, asset) : Pair(asset, other)
        where pair.Quote == "USDT" || pair.Price >= SmallestCrossPrice
        select pair;

    private static BinancePair Pair(Asset traded, Asset quote) =>
        new(traded.Code, quote.Code, BinancePair.Trading, PriceDigits.Rounded(traded.Usd / quote.Usd));

    private static IEnumerable<BinancePair> Dead() =>
        from fields in EmbeddedCsv.Rows("dead-pairs.csv")
        select new BinancePair(fields[0], fields[1], fields[2], decimal.Parse(fields[3], CultureInfo.InvariantCulture));

    /// <summary>Pairs of the invented coins with a delisted quote, at zero, like most dead pairs.</summary>
    private static IEnumerable<BinancePair> Delisted() =>
        from asset in AssetCatalogue.All.TakeLast(120)
        select new BinancePair(asset.Code, "BUSD", "BREAK", 0);
}
