using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>What syncs have found a portfolio's live connections to be worth, over time.</summary>
public sealed class SyncedValueStore
{
    private readonly UserDatabase db;

    internal SyncedValueStore(UserDatabase db) => this.db = db;

    /// <summary>
    /// Oldest first. Of each connection the last value in every <paramref name="step"/>, and the last one before
    /// <paramref name="from"/>, which is what it was worth then.
    /// </summary>
    public Task<IReadOnlyList<SyncedValueRow>> ListAsync(
        Guid userId, Guid portfolioId, DateTimeOffset from, TimeSpan step, CancellationToken ct) =>
        db.ListAsync<SyncedValueRow>(
            userId,
            """
            with connection as (
                select id from user_connections where portfolio_id = @portfolioId and deleted_at is null
            ), value as (
                select distinct on (r.connection_id, greatest(date_bin(@step, r.finished_at, @from), @from - @step))
                    r.connection_id, r.finished_at, r.total_usd
                from sync_runs r
                join connection c on c.id = r.connection_id
                where r.total_usd is not null and r.outcome in ('succeeded', 'partial')
                order by r.connection_id, greatest(date_bin(@step, r.finished_at, @from), @from - @step), r.finished_at desc
            )
            select connection_id, finished_at, trim_scale(total_usd)::text as total_usd from value order by finished_at
            """,
            new { portfolioId, from, step },
            ct);
}

public sealed class SyncedValueRow
{
    public required Guid ConnectionId { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>USD, as a number in text.</summary>
    public required string TotalUsd { get; init; }
}
