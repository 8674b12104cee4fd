using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>What the exchanges themselves say that a portfolio's accounts are worth.</summary>
public sealed class PortfolioCoverageStore(UserDatabase db)
{
    /// <summary>Of each live connection the newest comparison; none of a connection that was never compared.</summary>
    /// <param name="portfolioId">Null: of all portfolios of the user.</param>
    public Task<IReadOnlyList<ConnectionCoverageRow>> ListAsync(Guid userId, Guid? portfolioId, CancellationToken ct) =>
        db.ListAsync<ConnectionCoverageRow>(
            userId,
            $"""
            select c.id as connection_id, newest.coverage::text as coverage
            from user_connections c
            cross join lateral (
                select r.coverage
                from sync_runs r
                where r.connection_id = c.id and r.outcome in ('succeeded', 'partial')
                order by r.id desc
                limit 1
            ) newest
            where c.deleted_at is null and newest.coverage is not null and {AnyPortfolio.Of}
            """,
            new { portfolioId },
            ct);
}

public sealed class ConnectionCoverageRow
{
    public required Guid ConnectionId { get; init; }

    /// <summary>JSON, as in <see cref="Runs.RunRow.Coverage"/>.</summary>
    public required string Coverage { get; init; }
}
