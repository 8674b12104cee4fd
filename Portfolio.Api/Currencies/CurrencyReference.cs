using Microsoft.OpenApi;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Prices;

namespace Portfolio.Api.Currencies;

/// <summary>What routes say about the parameter <c>currency</c>.</summary>
internal static class CurrencyReference
{
    private static readonly ParameterReference Currency = new(
        "currency",
        ParameterLocation.Query,
        "Adds amounts in this currency: `USD`, or one of which an exchange that you have connected has a live price, "
        + "such as `EUR`, `JPY` or `BTC`. Amounts of the past are converted at the rate of then.");

    public static RouteHandlerBuilder Converts(this RouteHandlerBuilder route) =>
        route.Reads(Currency).Refuses("currency", CurrencyReader.Problem([CurrencyCodes.Usd, "EUR", "BTC"]));
}
