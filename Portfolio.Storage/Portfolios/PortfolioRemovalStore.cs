using Dapper;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>Removes portfolios, and counts beforehand the rows that a removal deletes.</summary>
public sealed class PortfolioRemovalStore(UserDatabase db)
{
    private const string Live =
        $"""
        select {ConnectionColumns.All}
        from user_connections
        where portfolio_id = @id and deleted_at is null
        order by id
        """;

    /// <summary>Empty for a portfolio that does not exist.</summary>
    public Task<PortfolioContents> LookAsync(Guid userId, Guid id, CancellationToken ct) =>
        db.ReadAsync(
            userId,
            $"select count(*) from transactions where portfolio_id = @id; {Live}",
            new { id },
            async rows => new PortfolioContents(
                await rows.ReadSingleAsync<long>(), (await rows.ReadAsync<ConnectionRow>()).AsList()),
            ct);

    /// <summary>
    /// Removes it with its values and with the history of disconnected connections: their rows, runs and ledger. A
    /// portfolio that a connection syncs into stays as it is.
    /// </summary>
    public async Task<RemoveOutcome> RemoveAsync(Guid userId, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        await transaction.ExecuteAsync(PortfolioLock.Take, new { userId }, ct);
        // The lock precedes the check: a request that connects into it is done, or waits and does not find it.
        var found = await transaction.FindAsync<object>(
            "select id from portfolios where id = @id for update", new { id }, ct);
        if (found is null)
            return new RemoveOutcome.NotFound();

        var live = await transaction.ListAsync<ConnectionRow>(Live, new { id }, ct);
        if (live.Count > 0)
            return new RemoveOutcome.InUse(live);

        await transaction.ExecuteAsync(
            """
            with purged as (
                delete from user_connections where portfolio_id = @id and deleted_at is not null returning id
            )
            insert into audit_events (id, user_id, connection_id, event, occurred_at)
            select uuid_v7(@now), @userId, id, 'disconnected_purged', @now from purged;

            delete from portfolios where id = @id;
            """,
            new { userId, id, now },
            ct);
        await transaction.CommitAsync(ct);
        return new RemoveOutcome.Removed();
    }
}

/// <param name="Transactions">How many rows its ledger has.</param>
/// <param name="Live">Connections that sync into it.</param>
public sealed record PortfolioContents(long Transactions, IReadOnlyList<ConnectionRow> Live);

/// <summary>The result of a request to remove a portfolio.</summary>
public abstract record RemoveOutcome
{
    private RemoveOutcome()
    {
    }

    public sealed record Removed : RemoveOutcome;

    public sealed record NotFound : RemoveOutcome;

    /// <param name="Live">Connections that sync into it; at least one.</param>
    public sealed record InUse(IReadOnlyList<ConnectionRow> Live) : RemoveOutcome;
}
