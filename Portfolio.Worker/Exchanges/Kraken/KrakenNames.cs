using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The asset that a name of Kraken's stands for. Some assets have an id with an X or a Z in front, a closed set: other
/// names begin with these letters themselves (XTZ, XRT, ZETA), so that no rule can tell them apart. A row of a balance
/// may have a suffix, which says where the coins are and never has the letter before its name (support articles
/// 360001206766, 360039879471; ccxt/ccxt#24663). LUNA is Luna Classic at Kraken, and stays LUNA here.
/// </summary>
internal static class KrakenNames
{
    /// <summary>Fee credits, which are no asset.</summary>
    private const string FeeCredits = "KFEE";

    /// <summary>Days of bonding stand before the suffix in two digits: DOT28.S.</summary>
    private const int DigitsOfDays = 2;

    /// <summary>
    /// Every id that differs from the asset's short name, and the short names that differ from everyone else's.
    /// </summary>
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["XBT"] = "BTC", ["XXBT"] = "BTC",
        ["XDG"] = "DOGE", ["XXDG"] = "DOGE",
        ["XETC"] = "ETC", ["XETH"] = "ETH", ["XLTC"] = "LTC", ["XMLN"] = "MLN", ["XREP"] = "REP",
        ["XXLM"] = "XLM", ["XXMR"] = "XMR", ["XXRP"] = "XRP", ["XZEC"] = "ZEC",
        ["ZARS"] = "ARS", ["ZAUD"] = "AUD", ["ZCAD"] = "CAD", ["ZCLP"] = "CLP", ["ZCOP"] = "COP", ["ZDKK"] = "DKK",
        ["ZEUR"] = "EUR", ["ZGBP"] = "GBP", ["ZGEL"] = "GEL", ["ZGHS"] = "GHS", ["ZJPY"] = "JPY", ["ZLKR"] = "LKR",
        ["ZMXN"] = "MXN", ["ZPLN"] = "PLN", ["ZSEK"] = "SEK", ["ZUGX"] = "UGX", ["ZUSD"] = "USD", ["ZVND"] = "VND",
        ["ZXOF"] = "XOF",
        // Names of coins that were staked before 2023.
        ["FLOWH"] = "FLOW", ["SETH"] = "ETH2",
    }.ToFrozenDictionary();

    /// <summary>
    /// Rewards, staked, opt-in rewards, newer yield products, bonded to parachains, tokenised, fiat on hold.
    /// </summary>
    private static readonly FrozenSet<string> Suffixes = ["F", "S", "M", "B", "P", "T", "HOLD"];

    /// <summary>Suffixes of products that may have a time of bonding.</summary>
    private static readonly FrozenSet<string> Bonded = ["S", "M", "B", "P"];

    /// <summary>Coins whose own names end in two digits.</summary>
    private static readonly FrozenSet<string> EndInDigits = ["C98", "BANANAS31"];

    public static bool IsAsset(string row) => row is not (FeeCredits or "FEE");

    /// <summary>Of an asset's id or short name, without a suffix.</summary>
    public static string SymbolOf(string name) => Aliases.GetValueOrDefault(name, name);

    /// <summary>Of a row of a balance; null where its suffix is not one of those known here.</summary>
    public static string? OfRow(string row) => row.LastIndexOf('.') switch
    {
        < 0 => SymbolOf(row),
        0 => null,
        var dot when Suffixes.Contains(row[(dot + 1)..]) => SymbolOf(
            Bonded.Contains(row[(dot + 1)..]) ? WithoutDays(row[..dot]) : row[..dot]),
        _ => null,
    };

    /// <summary>Of a row whose suffix is not known, the part that may be an asset; empty where there is none.</summary>
    public static string BeforeSuffix(string row) => SymbolOf(row[..row.LastIndexOf('.')]);

    /// <summary>
    /// Under which name Earn lists the coins: it does not tell ether that was staked before the merge from ether.
    /// </summary>
    public static string InEarn(string symbol) => symbol is "ETH2" ? "ETH" : symbol;

    private static string WithoutDays(string name) =>
        name.Length > DigitsOfDays && !EndInDigits.Contains(name) && !name.StartsWith("SN", StringComparison.Ordinal)
        && char.IsAsciiDigit(name[^1]) && char.IsAsciiDigit(name[^2]) && !char.IsAsciiDigit(name[^3])
            ? name[..^DigitsOfDays]
            : name;
}
