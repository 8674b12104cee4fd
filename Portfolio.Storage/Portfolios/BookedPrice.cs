using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>The prices at which rows of the ledger were booked. Reads <c>@priceSteps</c>.</summary>
internal static class BookedPrice
{
    /// <summary>Of the row <c>t</c>, as an expression; null where its asset had no price.</summary>
    public static readonly string Usd = $"coalesce(t.price_usd, {PriceSql.At("t.asset_id", "t.occurred_at")})";

    /// <summary>The value of the row's delta, as a number in text.</summary>
    public static readonly string ValueUsd = $"trim_scale(t.delta * {PriceSql.Credible(Usd, "t.delta")})::text";
}
