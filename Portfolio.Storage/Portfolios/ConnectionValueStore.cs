using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>
/// The values of a portfolio's connections over time: quantities of the ledger, with the unrealised profit beside
/// them, at the prices kept of each moment. From before prices were kept, the values that syncs recorded.
/// </summary>
public sealed class ConnectionValueStore(UserDatabase db)
{
    /// <summary>A run's id carries the time of its beginning, and no run takes as long as this.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    /// <summary>
    /// Oldest first. Of each connection the value at <paramref name="from"/> and after every <paramref name="step"/>,
    /// and in each step after its last change; nothing from before its first sync. One that was disconnected counts
    /// until then, as long as its history is kept.
    /// </summary>
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    /// <param name="assets">
    /// Null: all. Otherwise coins alone: profits are also of wallets that count as a whole, and values that syncs
    /// recorded before prices were kept are of whole accounts.
    /// </param>
    /// <param name="oldest">When the first of the connections was made: finer prices are kept of the last days.</param>
    public Task<IReadOnlyList<ConnectionValueRow>> ListAsync(
        Guid userId, Guid? portfolioId, IReadOnlyCollection<AssetKey>? assets, DateTimeOffset from,
        DateTimeOffset oldest, DateTimeOffset now, TimeSpan step, CancellationToken ct) =>
        db.ListAsync<ConnectionValueRow>(
            userId,
            Values,
            new
            {
                portfolioId, from, now, step, firstId = Version7.FirstOf(from - LongestRun),
                priceStep = PriceSteps.KeptSince(oldest > from ? oldest : from, now),
                sources = AnyAsset.Sources(assets), symbols = AnyAsset.Symbols(assets),
            },
            ct);

    /// <summary>When the first of the connections was made; null where there is none.</summary>
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    public async Task<DateTimeOffset?> FirstAsync(Guid userId, Guid? portfolioId, CancellationToken ct) =>
        (await db.ListAsync<DateTimeOffset?>(
            userId,
            $"select min(c.created_at) from user_connections c where {AnyPortfolio.Of}",
            new { portfolioId },
            ct)).Single();

    private static readonly string Values =
        $"""
        with connection as (
            select c.id, c.deleted_at from user_connections c where {AnyPortfolio.Of}
        ), history as (
            select greatest(began_at, @from) as began_at from price_history
        ), held as (
            select t.connection_id, t.asset_id, t.quantity, t.occurred_at as since, lead(t.occurred_at) over series
                as until
            from connection c
            join transactions t on t.connection_id = c.id
            where {AnyAsset.Of("t")}
            window series as (partition by t.connection_id, t.asset_id order by t.position)
            union all
            select p.connection_id, p.asset_id, p.profit, p.at, coalesce(lead(p.at) over series, c.deleted_at)
            from connection c
            join position_profits p on p.connection_id = c.id
            where @symbols::text[] is null
            window series as (partition by p.connection_id, p.asset_id order by p.at)
        ), first as (
            select connection_id, min(since) as at from held group by connection_id
        ), moment as (
            select grid.at
            from history, generate_series(@from, @now, @step) as grid (at)
            where grid.at >= began_at
            union
            select max(since) from held, history where since >= began_at group by date_bin(@step, since, @from)
        ), computed as (
            select first.connection_id, moment.at, coalesce(sum(held.quantity * price.usd), 0) as value_usd
            from first
            join moment on moment.at >= first.at
            left join held on held.connection_id = first.connection_id and held.quantity <> 0
                and held.since <= moment.at and (held.until is null or held.until > moment.at)
            left join lateral (
                select coalesce(
                    (
                        select p.price_usd
                        from price_points p
                        where p.asset_id = held.asset_id and p.step = @priceStep and p.at <= moment.at
                        order by p.at desc
                        limit 1
                    ), (
                        select max(b.own_price_usd)
                        from balances b
                        where b.connection_id = held.connection_id and b.asset_id = held.asset_id
                    )) as usd
            ) price on true
            group by first.connection_id, moment.at
        ), run as (
            select r.id, r.connection_id, r.finished_at, r.total_usd
            from connection c
            join sync_runs r on r.connection_id = c.id
            cross join history
            where @symbols::text[] is null and c.deleted_at is null and r.total_usd is not null
                and r.outcome in ('succeeded', 'partial')
                and r.finished_at < began_at
        ), recorded as (
            select distinct on (connection_id, date_bin(@step, finished_at, @from))
                connection_id, finished_at as at, total_usd as value_usd
            from run
            where id >= @firstId and finished_at >= @from
            order by connection_id, date_bin(@step, finished_at, @from), finished_at desc
        ), before as (
            select last.connection_id, last.finished_at, last.total_usd
            from connection c
            cross join lateral (
                select run.* from run where run.connection_id = c.id and run.finished_at < @from
                order by run.id desc
                limit 1
            ) last
            where (select began_at from history) > @from
        )
        select connection_id, at, trim_scale(value_usd)::text as value_usd
        from (select * from before union all select * from recorded union all select * from computed) as known
            (connection_id, at, value_usd)
        order by at
        """;
}

public sealed class ConnectionValueRow
{
    public required Guid ConnectionId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>USD, as a number in text.</summary>
    public required string ValueUsd { get; init; }
}
