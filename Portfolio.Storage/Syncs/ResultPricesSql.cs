using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Syncs;

/// <summary>The parts of <see cref="ResultSql"/> that values are computed from later.</summary>
internal static class ResultPricesSql
{
    public const string WriteProfits =
        """
        , profits as (
            insert into position_profits (connection_id, asset_id, at, user_id, profit)
            select fenced.id, a.id, @finishedAt, @userId, now.profit
            from fenced, unnest(@profitSymbols, @profits) as now (symbol, profit)
            join assets a on a.source = @exchange and a.symbol = now.symbol
            on conflict do nothing
        )
        """;

    /// <summary>
    /// Of assets that the refresh of prices has not reached yet. First syncs know no stored price, so the statement
    /// leaves out fresh ones itself: an insert would lock the rows of the assets that every account holds.
    /// </summary>
    public const string WritePrices =
        $"""
        , priced as (
            select a.id as asset_id, now.usd, now.source, now.host
            from fenced, unnest(@pricedSymbols, @usd, @priceSources, @priceHosts) as now (symbol, usd, source, host)
            join assets a on a.source = @exchange and a.symbol = now.symbol
            left join asset_prices known on known.asset_id = a.id and not known.is_old
            where known.priced_at > @pricedAt - @pricesFreshFor is not true
        )
        {PriceSql.Write}
        """;
}
