using System.Globalization;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Kraken.Market;

/// <summary>
/// Every asset of Kraken: those of <c>kraken-coins.csv</c>, each there for a reason, and those of the shared catalogue
/// that are traded for dollars.
/// </summary>
internal static class KrakenCoins
{
    /// <summary>Not there at all, or there under another name.</summary>
    private static readonly HashSet<string> NotListed =
    [
        "BNB", "FDUSD", "TUSD", "USDP", "AEUR", "BNSOL", "WBETH", "币安人生", "1000SATS", "BTTC", "LUNC", "USTC", "MATIC",
        "FTM", "RNDR", "MKR", "EOS", "LEND", "ERD", "BCC", "BTT", "RUNEB", "GAL", "BUSD", "TRY", "BRL",
    ];

    public static IReadOnlyList<KrakenCoin> All { get; } = Make();

    public static IReadOnlyDictionary<string, KrakenCoin> ByCode { get; } = All.ToDictionary(coin => coin.Code);

    /// <summary>Coins with a live dollar pair, which generated accounts hold.</summary>
    public static IReadOnlyList<KrakenCoin> Liquid { get; } =
        [.. All.Where(coin => coin.Usd > 0 && coin.Quotes.Contains("USD") && coin.Class is KrakenCoin.Currency)];

    private static List<KrakenCoin> Make()
    {
        var own = Own().ToList();
        var known = own.Select(coin => coin.Code).ToHashSet();
        return [.. own, .. AssetCatalogue.Liquid.Where(asset => !known.Contains(asset.Code)
            && !NotListed.Contains(asset.Code)).Select(Shared)];
    }

    private static IEnumerable<KrakenCoin> Own() =>
        from fields in EmbeddedCsv.Rows("kraken-coins.csv")
        select new KrakenCoin(
            fields[0],
            decimal.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[2], CultureInfo.InvariantCulture),
            Words(fields[3]),
            Words(fields[4]));

    /// <summary>All have a dollar pair and nearly all one against euros, as at the real Kraken.</summary>
    private static KrakenCoin Shared(Asset asset, int index)
    {
        List<string> quotes = ["USD"];
        if (index % 7 != 6)
            quotes.Add("EUR");
        if (index % 11 == 0)
            quotes.AddRange(["USDT", "GBP"]);
        string[] suffixes = (index % 3) switch { 0 => ["F"], 1 => ["F", "S"], _ => [] };
        return new KrakenCoin(asset.Code, asset.Usd, index % 2 == 0 ? 10 : 8, quotes, suffixes);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
