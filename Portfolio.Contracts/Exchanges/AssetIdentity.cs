using System.Collections.Frozen;

namespace Portfolio.Contracts.Exchanges;

/// <summary>
/// Which assets of two exchanges are the same coin. A symbol alone does not say so: LUNA, A, S and BETH have been
/// different coins in different places. Symbols that are not listed here are not known to be the same.
/// </summary>
public static class AssetIdentity
{
    /// <summary>
    /// One coin under one symbol at Binance and OKX, which both list its pair with USDT. Left out: symbols that an
    /// exchange has given to another coin, and tokens that an exchange issues itself.
    /// </summary>
    private static readonly string[] OfBoth =
    [
        .. """
        1INCH AAVE ACH ADA AEVO AGLD ALGO APE API3 APT AR ARB ARKM ASTR ATOM AVAX AXS BAND BAT BICO BLUR BNB BNT BOME
        BONK BTC CELO CELR CFX CHZ COMP CRV CVC CVX DASH DGB DOGE DOT DYDX EGLD EIGEN ENJ ENS ETC ETH ETHFI FET FIL
        FLOKI GALA GAS GLM GMX GRT HBAR ICP ICX ILV IMX INJ IOST IOTA JTO JUP KSM LDO LINK LPT LQTY LRC LSK LTC MAGIC
        MANA MASK MEME METIS MINA NEAR NEO NMR NOT ONDO ONT OP ORDI PAXG PENDLE PENGU PEOPLE PEPE PYTH QTUM RAY RENDER
        RPL RSR RVN SAND SEI SHIB SKL SLP SNT SNX SOL SSV STORJ STRK STX SUI SUSHI THETA TIA TON TRB TRUMP TRX UMA UNI
        USDC USDT WIF WLD WOO XLM XRP XTZ YFI YGG ZEC ZEN ZIL ZK ZRO ZRX
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Of these, the symbols that Kraken does not list. One that it lists later may be another coin.</summary>
    private static readonly string[] NotAtKraken =
    [
        "AGLD", "BOME", "DGB", "GLM", "ILV", "IOST", "IOTA", "MAGIC", "ONT", "ORDI", "PEOPLE", "RVN", "SKL", "SLP",
        "SNT", "THETA", "TRB", "ZEN", "ZIL",
    ];

    private static readonly FrozenDictionary<(string Exchange, string Symbol), string> Known = OfBoth
        .SelectMany(symbol => new[] { ExchangeNames.Binance, ExchangeNames.Okx }.Select(
            exchange => KeyValuePair.Create((exchange, symbol), symbol)))
        .Concat(OfBoth.Except(NotAtKraken).Select(
            symbol => KeyValuePair.Create((ExchangeNames.Kraken, symbol), symbol)))
        .ToFrozenDictionary();

    /// <summary>The coin's name across exchanges; null where no other exchange is known to have it.</summary>
    public static string? Of(string exchange, string symbol) => Known.GetValueOrDefault((exchange, symbol));
}
