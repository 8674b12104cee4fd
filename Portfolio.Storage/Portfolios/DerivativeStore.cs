using Portfolio.Storage.Database;
using Portfolio.Storage.Syncs;

namespace Portfolio.Storage.Portfolios;

/// <summary>A portfolio's wallets of derivatives, of live connections: each counts by its value.</summary>
public sealed class DerivativeStore(UserDatabase db)
{
    /// <summary>Most valuable first; dust is left out.</summary>
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    public Task<IReadOnlyList<DerivativeRow>> ListAsync(
        Guid userId, Guid? portfolioId, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<DerivativeRow>(
            userId,
            $"""
            with part as (
                {HoldingPartStore.Parts} and {AnyPortfolio.Of} and b.wallet in {ValuedWallets.List}
            )
            select part.connection_id, c.exchange as source, part.wallet,
                trim_scale(coalesce(sum(part.value_usd), 0))::text as value_usd,
                trim_scale(coalesce(sum(part.profit * part.price_usd), 0))::text as unrealized_profit_usd,
                count(*) filter (where part.value_usd is null)::integer as unpriced,
                min(part.priced_at) as priced_at, min(part.stale_since) as stale_since
            from part
            join user_connections c on c.id = part.connection_id
            group by part.connection_id, c.exchange, part.wallet
            order by coalesce(sum(part.value_usd), 0) desc, part.connection_id, part.wallet
            """,
            new { portfolioId, now },
            ct);
}

/// <summary>Amounts are numbers in text.</summary>
public sealed class DerivativeRow
{
    public required Guid ConnectionId { get; init; }

    /// <summary>The exchange.</summary>
    public required string Source { get; init; }

    public required string Wallet { get; init; }

    /// <summary>The equity: margin and unrealised profit of the priced assets; may be below zero.</summary>
    public required string ValueUsd { get; init; }

    /// <summary>The part of it that is the profit of open positions; below zero: a loss.</summary>
    public required string UnrealizedProfitUsd { get; init; }

    /// <summary>How many assets in it have no price and do not count.</summary>
    public required int Unpriced { get; init; }

    /// <summary>When the oldest of the prices was read; null when nothing is priced.</summary>
    public DateTimeOffset? PricedAt { get; init; }

    /// <summary>Since when the wallet or its connection was not read; null when it is current.</summary>
    public DateTimeOffset? StaleSince { get; init; }
}
