using Portfolio.Storage.Prices;

namespace Portfolio.Api.Currencies;

/// <summary>Amounts in USD, as numbers in text, in another currency.</summary>
internal static class Converted
{
    /// <summary>A satoshi has eight places, and a sum of many of their parts two more.</summary>
    private const int ValuePlaces = 10;

    /// <summary>Of one unit of an asset, which may be worth a millionth of a satoshi.</summary>
    private const int PricePlaces = 18;

    /// <summary>Null of null, and without a currency.</summary>
    public static string? Value(string? usd, CurrencyRate? currency) => Of(usd, currency, ValuePlaces);

    /// <summary>Null of null, and without a currency.</summary>
    public static string? Price(string? usd, CurrencyRate? currency) => Of(usd, currency, PricePlaces);

    /// <summary>Null of null, without a currency, and where no rate of then is kept.</summary>
    public static string? Value(string? usd, DateTimeOffset at, PastRates? rates) =>
        rates == PastRates.Dollar ? usd
        : usd is not null && rates?.Of(Amounts.Read(usd), at) is { } value ? Text(value) : null;

    public static string Text(decimal value) => Amounts.Text(decimal.Round(value, ValuePlaces));

    /// <summary>Dollars stay as they are, with all their digits.</summary>
    private static string? Of(string? usd, CurrencyRate? currency, int places) => currency switch
    {
        null => null,
        { AssetId: null } => usd,
        _ => usd is null ? null : Amounts.Text(decimal.Round(Amounts.Read(usd) / currency.Usd, places)),
    };
}
