using System.Globalization;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Okx.Market;

/// <summary>
/// Every coin of OKX: those of <c>okx-coins.csv</c>, each there for a reason, and those of the shared catalogue that
/// are traded for dollars.
/// </summary>
internal static class OkxCoins
{
    private static readonly HashSet<string> NotListed =
        ["BNB", "FDUSD", "TUSD", "USDP", "AEUR", "BNSOL", "WBETH", "币安人生", "1000SATS"];

    public static IReadOnlyList<OkxCoin> All { get; } = Make();

    public static IReadOnlyDictionary<string, OkxCoin> ByCode { get; } = All.ToDictionary(coin => coin.Code);

    /// <summary>Coins with a live pair against USDT, which generated accounts hold.</summary>
    public static IReadOnlyList<OkxCoin> Liquid { get; } =
        [.. All.Where(coin => coin.Usdt > 0 && coin.Quotes.Contains("USDT"))];

    private static List<OkxCoin> Make()
    {
        var own = Own().ToList();
        var known = own.Select(coin => coin.Code).ToHashSet();
        return [.. own, .. AssetCatalogue.Liquid.Where(asset => !known.Contains(asset.Code)
            && !NotListed.Contains(asset.Code)).Select(Shared)];
    }

    private static IEnumerable<OkxCoin> Own() =>
        from fields in EmbeddedCsv.Rows("okx-coins.csv")
        let worth = decimal.Parse(fields[2], CultureInfo.InvariantCulture)
        select new OkxCoin(fields[0], fields[1], worth, Words(fields[3]), Words(fields[4]));

    /// <summary>Nearly all have a dollar pair, six of seven euros or USD Coin, as at the real OKX.</summary>
    private static OkxCoin Shared(Asset asset, int index)
    {
        List<string> quotes = ["USDT"];
        if (index % 23 != 22)
            quotes.Add("USD");
        if (index % 7 != 3)
            quotes.Add("USDC");
        if (index % 7 != 5)
            quotes.Add("EUR");
        string[] chains = index % 5 == 0 ? ["ERC20", "Solana"] : index % 5 == 1 ? [asset.Code] : ["ERC20"];
        return new OkxCoin(asset.Code, asset.Name, asset.Usd, quotes, chains);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
