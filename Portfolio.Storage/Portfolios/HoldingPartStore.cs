using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Syncs;

namespace Portfolio.Storage.Portfolios;

/// <summary>The parts of holdings: an asset in one wallet of one connection. Dust is left out.</summary>
public sealed class HoldingPartStore(UserDatabase db)
{
    /// <summary>
    /// Selects the parts of the user's live connections <c>c</c> at the time <c>@now</c>; more conditions may follow.
    /// </summary>
    internal const string Parts =
        """
        select b.asset_id, b.connection_id, b.wallet, b.quantity, b.unrealized_profit as profit, b.price_usd,
            b.price_source, b.price_host, b.value_usd,
            coalesce(b.stale_since, case when c.paused or c.last_outcome in ('refused', 'failed')
                or c.next_sync_at + make_interval(mins => c.sync_interval_minutes) < @now
                then c.last_synced_at end) as stale_since,
            case when b.price_usd is not null
                then coalesce(b.priced_at, b.stale_since, c.last_synced_at) end as priced_at
        from user_connections c
        join valued_balances b on b.connection_id = c.id and not b.dust
        where c.deleted_at is null
        """;

    /// <summary>Selects the price of the asset of a row <c>s</c> a day before <c>@now</c>, as it was kept.</summary>
    internal const string PriceOfDayAgo =
        """
        select p.price_usd
        from price_points p
        where p.asset_id = s.asset_id and p.step = @priceStep and p.at <= @now - interval '24 hours'
            and p.at > @now - interval '25 hours'
        order by p.at desc
        limit 1
        """;

    private const string Rows =
        $"""
        with s as (
            {Parts} and (@connectionId::uuid is null or c.id = @connectionId) and {AnyPortfolio.Of}
                and (@connectionId::uuid is not null or b.wallet not in {ValuedWallets.List})
        )
        select a.symbol, a.name, a.source, s.connection_id, s.wallet, trim_scale(s.quantity)::text as quantity,
            trim_scale(s.profit)::text as profit, trim_scale(s.price_usd)::text as price_usd,
            trim_scale(s.value_usd)::text as value_usd, s.price_source, s.priced_at, s.stale_since,
            trim_scale(before.price_usd)::text as day_ago_usd
        from s
        join assets a on a.id = s.asset_id
        left join lateral ({PriceOfDayAgo}) before on s.price_host is not null
        order by a.symbol, a.source, s.connection_id, s.wallet
        """;

    /// <summary>By symbol, as they are at one moment; without wallets of derivatives.</summary>
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    public Task<IReadOnlyList<HoldingPartRow>> ListAsync(
        Guid userId, Guid? portfolioId, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<HoldingPartRow>(userId, Rows, Arguments(portfolioId, null, now), ct);

    /// <summary>Those of one connection, by symbol; also in wallets of derivatives.</summary>
    public Task<IReadOnlyList<HoldingPartRow>> ListOfAsync(
        Guid userId, Guid connectionId, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<HoldingPartRow>(userId, Rows, Arguments(null, connectionId, now), ct);

    private static object Arguments(Guid? portfolioId, Guid? connectionId, DateTimeOffset now) =>
        new { portfolioId, connectionId, now, priceStep = PriceSteps.Finest };
}

/// <summary>Amounts are numbers in text: a stored number may have more digits than a decimal.</summary>
public sealed class HoldingPartRow
{
    public required string Symbol { get; init; }

    public required string Name { get; init; }

    /// <summary>The exchange.</summary>
    public required string Source { get; init; }

    public required Guid ConnectionId { get; init; }

    public required string Wallet { get; init; }

    /// <summary>Below zero where it is borrowed.</summary>
    public required string Quantity { get; init; }

    /// <summary>The unrealised profit of open positions, in units of the asset, beside the quantity.</summary>
    public required string Profit { get; init; }

    /// <summary>Of one unit; null when unpriced.</summary>
    public string? PriceUsd { get; init; }

    /// <summary>Unrealised profit included; null when unpriced.</summary>
    public string? ValueUsd { get; init; }

    public string? PriceSource { get; init; }

    public DateTimeOffset? PricedAt { get; init; }

    /// <summary>Since when the wallet or its connection was not read; null when it is current.</summary>
    public DateTimeOffset? StaleSince { get; init; }

    /// <summary>The market's price a day ago; null where none of then is kept.</summary>
    public string? DayAgoUsd { get; init; }
}
