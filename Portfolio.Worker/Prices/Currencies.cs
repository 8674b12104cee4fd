using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Prices;

/// <summary>
/// Currencies that exchanges quote coins in, by their ISO 4217 codes. Their prices are kept whether anyone holds them
/// or not, so that values of the past can be shown in them.
/// </summary>
internal static class Currencies
{
    private static readonly string[] Codes =
    [
        "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "COP", "CZK", "EUR", "GBP", "HKD", "IDR", "INR", "JPY", "KRW", "KZT",
        "MXN", "NGN", "NZD", "PHP", "PLN", "RON", "SAR", "SGD", "THB", "TRY", "UAH", "USD", "VND", "ZAR",
    ];

    /// <summary>Those that a list prices.</summary>
    public static IEnumerable<string> In(PriceList prices) => Codes.Where(code => prices.Find(code) is not null);
}
