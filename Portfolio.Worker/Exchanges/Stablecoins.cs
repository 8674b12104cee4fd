using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Assets that are pegged to a currency, and currencies themselves. A list, because a price near 1 proves nothing:
/// ordinary coins cross it too.
/// </summary>
internal static class Stablecoins
{
    private static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        "USDT", "USDC", "FDUSD", "TUSD", "USDP", "PAX", "DAI", "USDS", "BUSD", "USD1", "USDE", "USDG", "PYUSD", "RLUSD",
        "XUSD", "BFUSD", "RWUSD", "GUSD", "HUSD", "SUSD", "USDD", "USDK", "USDQ", "USDR", "USDSB", "USTC", "UST",
        "LUSD", "MIM", "CUSD", "AEUR", "EURI", "EURC", "EURT", "EURS", "EURQ", "EURR", "IDRT", "BIDR", "BVND", "BKRW",
        "NGNT", "TRYB", "BRZ", "XSGD", "JPYC",
        "USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "TRY", "BRL", "ARS", "UAH", "PLN", "RON", "MXN", "ZAR", "COP",
        "CZK", "AED", "SGD", "RUB", "NGN", "KZT", "INR", "IDR");

    public static bool Has(string symbol) => All.Contains(symbol);
}
