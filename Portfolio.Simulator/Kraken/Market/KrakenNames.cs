namespace Portfolio.Simulator.Kraken.Market;

/// <summary>
/// Kraken's spellings of an asset beside the plain symbol: id and altname. Ids that begin with X or Z are a closed list
/// of old assets; most assets have one name for everything.
/// </summary>
internal static class KrakenNames
{
    private static readonly Dictionary<string, string> OtherAltnames = new()
    {
        ["BTC"] = "XBT", ["DOGE"] = "XDG", ["KFEE"] = "FEE",
    };

    private static readonly HashSet<string> WithX =
        ["ETC", "ETH", "LTC", "MLN", "REP", "XBT", "XDG", "XLM", "XMR", "XRP", "ZEC"];

    private static readonly HashSet<string> WithZ =
    [
        "ARS", "AUD", "CAD", "CLP", "COP", "DKK", "EUR", "GBP", "GEL", "GHS", "JPY", "LKR", "MXN", "PLN", "SEK", "UGX",
        "USD", "VND", "XOF",
    ];

    /// <summary>Pairs whose ids are made of the assets' ids; all others are made of the altnames.</summary>
    private static readonly HashSet<string> LongPairs =
    [
        "USDTZUSD", "XETCXETH", "XETCXXBT", "XETCZEUR", "XETCZUSD", "XETHXXBT", "XETHZCAD", "XETHZEUR", "XETHZGBP",
        "XETHZJPY", "XETHZUSD", "XLTCXXBT", "XLTCZEUR", "XLTCZJPY", "XLTCZUSD", "XMLNXETH", "XMLNXXBT", "XMLNZEUR",
        "XMLNZUSD", "XREPXETH", "XREPXXBT", "XREPZEUR", "XREPZUSD", "XXBTZCAD", "XXBTZEUR", "XXBTZGBP", "XXBTZJPY",
        "XXBTZUSD", "XXDGXXBT", "XXLMXXBT", "XXLMZAUD", "XXLMZEUR", "XXLMZGBP", "XXLMZUSD", "XXMRXXBT", "XXMRZEUR",
        "XXMRZUSD", "XXRPXXBT", "XXRPZCAD", "XXRPZEUR", "XXRPZJPY", "XXRPZUSD", "XZECXXBT", "XZECZEUR", "XZECZUSD",
        "ZEURZUSD", "ZGBPZUSD", "ZUSDZCAD", "ZUSDZJPY",
    ];

    public static string Altname(string code) => OtherAltnames.GetValueOrDefault(code, code);

    public static string Id(string code)
    {
        var altname = Altname(code);
        return WithX.Contains(altname) ? "X" + altname
            : WithZ.Contains(altname) ? "Z" + altname
            : code is "KFEE" ? code
            : altname;
    }

    public static string PairId(string code, string quote) =>
        Id(code) + Id(quote) is var id && LongPairs.Contains(id) ? id : Altname(code) + Altname(quote);
}
