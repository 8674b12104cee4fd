namespace Portfolio.Storage.Prices;

/// <summary>The write of prices, as a part of a statement.</summary>
internal static class PriceSql
{
    /// <summary>
    /// Stores the rows of <c>priced (asset_id, usd, source, host)</c>, true at <c>@pricedAt</c>: the current prices,
    /// unless newer ones are there, and for the past the first of each of the <c>@priceSteps</c>. In the order of ids,
    /// so that two writers do not deadlock.
    /// </summary>
    public const string Write =
        """
        , written_prices as (
            insert into asset_prices (asset_id, price_usd, price_source, price_host, priced_at)
            select asset_id, usd, source, host, @pricedAt from priced order by asset_id
            on conflict (asset_id) do update
            set price_usd = excluded.price_usd, price_source = excluded.price_source, price_host = excluded.price_host,
                priced_at = excluded.priced_at, is_old = false
            where asset_prices.priced_at < excluded.priced_at
        ), written_points as (
            insert into price_points (asset_id, step, at, price_usd)
            select asset_id, step, date_bin(step, @pricedAt, 'epoch'), usd
            from priced, unnest(@priceSteps) as kept (step)
            order by asset_id, step
            on conflict do nothing
        )

        """;

    /// <summary>
    /// An expression: the price, or null where it makes more of the quantity than any account is worth, as in
    /// <c>valued_balances</c>.
    /// </summary>
    public static string Credible(string price, string quantity) =>
        $"(select given.usd from (values ({price})) given (usd) where abs({quantity} * given.usd) <= 1e22)";

    /// <summary>
    /// An expression: the last price kept of an asset up to a moment, as finely as that moment is kept; null where
    /// there is none. Reads <c>@priceSteps</c> (<see cref="PriceSteps.All"/>).
    /// </summary>
    public static string At(string asset, string moment) =>
        $"""
        (
            select last.price_usd
            from unnest(@priceSteps) as kept (step)
            cross join lateral (
                select point.at, point.price_usd
                from price_points point
                where point.asset_id = {asset} and point.step = kept.step and point.at <= {moment}
                order by point.at desc
                limit 1
            ) last
            order by last.at desc, kept.step
            limit 1
        )
        """;

    /// <summary>
    /// An expression: the USD price kept of one unit of the currency <c>@currencyId</c> at a moment, 1 where that is
    /// null; null where none is kept. What is in USD is divided by it.
    /// </summary>
    public static string RateAt(string moment) =>
        $"case when @currencyId::uuid is null then 1 else {At("@currencyId", moment)} end";
}
