using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>The values of a portfolio's live connections over time, as syncs found them.</summary>
public sealed class SyncedValueStore(UserDatabase db)
{
    /// <summary>A run's id carries the time of its beginning, and no run takes as long as this.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    /// <summary>
    /// Oldest first. Of each connection the last value in every <paramref name="step"/>, and the last one before
    /// <paramref name="from"/>, which is its value at that moment.
    /// </summary>
    public Task<IReadOnlyList<SyncedValueRow>> ListAsync(
        Guid userId, Guid portfolioId, DateTimeOffset from, TimeSpan step, CancellationToken ct) =>
        db.ListAsync<SyncedValueRow>(
            userId,
            """
            with connection as (
                select id from user_connections where portfolio_id = @portfolioId and deleted_at is null
            ), run as (
                select r.id, r.connection_id, r.finished_at, r.total_usd
                from sync_runs r
                where r.total_usd is not null and r.outcome in ('succeeded', 'partial')
            ), value as (
                select distinct on (r.connection_id, date_bin(@step, r.finished_at, @from))
                    r.connection_id, r.finished_at, r.total_usd
                from connection c
                join run r on r.connection_id = c.id and r.id >= @firstId and r.finished_at >= @from
                order by r.connection_id, date_bin(@step, r.finished_at, @from), r.finished_at desc
            ), before as (
                select last.connection_id, last.finished_at, last.total_usd
                from connection c
                cross join lateral (
                    select r.connection_id, r.finished_at, r.total_usd
                    from run r
                    where r.connection_id = c.id and r.finished_at < @from
                    order by r.id desc
                    limit 1
                ) last
            )
            select connection_id, finished_at, trim_scale(total_usd)::text as total_usd
            from (select * from before union all select * from value) known
            order by finished_at
            """,
            new { portfolioId, from, step, firstId = Version7.FirstOf(from - LongestRun) },
            ct);
}

public sealed class SyncedValueRow
{
    public required Guid ConnectionId { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>USD, as a number in text.</summary>
    public required string TotalUsd { get; init; }
}
