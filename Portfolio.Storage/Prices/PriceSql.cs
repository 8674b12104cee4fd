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
}
