namespace Portfolio.Contracts.Prices;

/// <summary>
/// Currencies in which values can be shown: those that exchanges quote coins in, by their ISO 4217 codes, and the two
/// coins in which people count. Their prices are kept whether anyone holds them or not, so that values of the past can
/// be shown in them.
/// </summary>
public static class CurrencyCodes
{
    /// <summary>In which everything is priced; it needs no rate.</summary>
    public const string Usd = "USD";

    private static readonly string[] Quoted =
    [
        "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "COP", "CZK", "EUR", "GBP", "HKD", "IDR", "INR", "JPY", "KRW", "KZT",
        "MXN", "NGN", "NZD", "PHP", "PLN", "RON", "SAR", "SGD", "THB", "TRY", "UAH", Usd, "VND", "ZAR",
    ];

    private static readonly string[] Coins = ["BTC", "ETH"];

    /// <summary>All of them, whether an exchange has a price or not.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Quoted, .. Coins];
}
