using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Syncs;

namespace Portfolio.Storage.Portfolios;

/// <summary>A portfolio's current holdings: the newest readings of its live connections, summed by asset.</summary>
public sealed class HoldingStore(UserDatabase db)
{
    /// <summary>
    /// A query's beginning: <c>holding</c> has the holdings of the portfolio <c>@portfolioId</c>, or of all where it is
    /// null, without dust and without wallets of derivatives (<see cref="DerivativeStore"/>).
    /// </summary>
    internal const string Holdings =
        $"""
        with part as (
            {HoldingPartStore.Parts} and {AnyPortfolio.Of} and b.wallet not in {ValuedWallets.List}
        ), reading as (
            select asset_id, wallet, sum(quantity) as quantity, sum(value_usd) as value_usd,
                sum(quantity + profit) filter (where value_usd is not null) as priced_quantity,
                sum(profit) as profit, sum(profit * price_usd) as profit_usd,
                min(price_usd) as lowest_usd, max(price_usd) as highest_usd,
                max(price_source) as price_source, max(price_host) as price_host,
                min(stale_since) as stale_since, min(priced_at) as priced_at
            from part
            group by asset_id, wallet
        ), summed as (
            select r.asset_id, sum(r.quantity) as quantity, sum(r.value_usd) as value_usd,
                -- Accounts that an exchange values differently have the price that makes their sum.
                case when min(r.lowest_usd) = max(r.highest_usd) then max(r.highest_usd)
                    else sum(r.value_usd) / nullif(sum(r.priced_quantity), 0)
                end as price_usd,
                nullif(sum(r.profit), 0) as profit, nullif(sum(r.profit_usd), 0) as profit_usd,
                max(r.price_source) as price_source, max(r.price_host) as price_host, min(r.priced_at) as priced_at,
                min(r.stale_since) as stale_since, array_agg(r.wallet order by r.wallet) as wallets,
                array_agg(trim_scale(r.quantity)::text order by r.wallet) as wallet_quantities
            from reading r
            group by r.asset_id
        ), holding as (
            select s.*, a.symbol, a.name, a.source, s.price_usd - before.price_usd as price_change,
                round((s.price_usd / before.price_usd - 1) * 100, 4) as price_change_percent
            from summed s
            join assets a on a.id = s.asset_id
            left join lateral ({HoldingPartStore.PriceOfDayAgo}) before on s.price_host is not null
        )
        """;

    /// <summary>The columns of a <see cref="HoldingRow"/> but its place, of a row of <c>holding</c>.</summary>
    internal const string Columns =
        """
        symbol, name, source, trim_scale(quantity)::text as quantity, trim_scale(price_usd)::text as price_usd,
        trim_scale(value_usd)::text as value_usd, trim_scale(profit)::text as unrealized_profit,
        trim_scale(profit_usd)::text as unrealized_profit_usd, price_source, price_host, priced_at,
        trim_scale(price_change)::text as price_change_24h_usd,
        trim_scale(price_change_percent)::text as price_change_24h_percent, stale_since, wallets, wallet_quantities
        """;

    /// <summary>Most valuable first, unpriced last. No two holdings have the same place.</summary>
    internal const string Order = "coalesce(value_usd, -1) desc, symbol, source";

    /// <summary>All of them, as they are at one moment: most valuable first, unpriced last; dust is left out.</summary>
    /// <param name="portfolioId">Null: all portfolios of the user, with one holding for each asset.</param>
    public Task<IReadOnlyList<HoldingRow>> ListAsync(
        Guid userId, Guid? portfolioId, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<HoldingRow>(
            userId,
            $"""
            {Holdings}
            select {Columns}, row_number() over (order by {Order}) as ordinal
            from holding
            order by ordinal
            """,
            new { portfolioId, now, priceStep = PriceSteps.Finest },
            ct);
}

/// <summary>Amounts are numbers in text: a sum may have more digits than a decimal.</summary>
public sealed class HoldingRow
{
    public required string Symbol { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required string Quantity { get; init; }

    /// <summary>Null when unpriced.</summary>
    public string? PriceUsd { get; init; }

    /// <summary>Unrealised profit included.</summary>
    public string? ValueUsd { get; init; }

    /// <summary>Of open positions, in units of the asset, beside the quantity; null when there is none.</summary>
    public string? UnrealizedProfit { get; init; }

    /// <summary>The same in USD; null when unpriced, too.</summary>
    public string? UnrealizedProfitUsd { get; init; }

    public string? PriceSource { get; init; }

    /// <summary>
    /// The exchange, or its region, that lists the pairs of the price; null when unpriced, and where the price is the
    /// exchange's valuation of an account.
    /// </summary>
    public string? PriceHost { get; init; }

    /// <summary>Of one unit within 24 hours, in USD; null where no price of then is kept.</summary>
    public string? PriceChange24hUsd { get; init; }

    /// <summary>The same as a percentage of the price of then.</summary>
    public string? PriceChange24hPercent { get; init; }

    /// <summary>When the oldest of the prices behind the value was read, at the latest; null when unpriced.</summary>
    public DateTimeOffset? PricedAt { get; init; }

    /// <summary>Since when a wallet behind it could not be read; null when all are current.</summary>
    public DateTimeOffset? StaleSince { get; init; }

    public required string[] Wallets { get; init; }

    /// <summary>In the order of <see cref="Wallets"/>.</summary>
    public required string[] WalletQuantities { get; init; }

    /// <summary>
    /// Its place in the order of the list, from 1 on; in a later page, in the order that the first one fixed.
    /// </summary>
    public long Ordinal { get; init; }

    /// <summary>On a first page that is not the last: the order that it fixed.</summary>
    internal Guid? OrderId { get; init; }
}
