using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>
/// Reads a user's connections. Every method sees one user's rows only, and none that is disconnected.
/// </summary>
public sealed class ConnectionStore(UserDatabase db)
{
    /// <summary>Null when the user has no such connection.</summary>
    public Task<ConnectionRow?> FindAsync(Guid userId, Guid id, CancellationToken ct) =>
        db.FindAsync<ConnectionRow>(
            userId,
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null",
            new { id },
            ct);

    /// <summary>Newest first, after the connection <paramref name="after"/>; null starts at the newest.</summary>
    public Task<IReadOnlyList<ConnectionRow>> ListAsync(Guid userId, Guid? after, int limit, CancellationToken ct) =>
        db.ListAsync<ConnectionRow>(
            userId,
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and deleted_at is null and (@after::uuid is null or id < @after)
            order by id desc
            limit @limit
            """,
            new { userId, after, limit },
            ct);

    /// <summary>Those that sync into a portfolio, newest first.</summary>
    /// <param name="portfolioId">Null: into any.</param>
    public Task<IReadOnlyList<ConnectionRow>> ListIntoAsync(Guid userId, Guid? portfolioId, CancellationToken ct) =>
        db.ListAsync<ConnectionRow>(
            userId,
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and deleted_at is null
                and (portfolio_id = @portfolioId or (@portfolioId::uuid is null and portfolio_id is not null))
            order by id desc
            """,
            new { userId, portfolioId },
            ct);

    /// <summary>The user's connection of an account; null when there is none.</summary>
    /// <param name="accountId">As the exchange names it.</param>
    public Task<ConnectionRow?> FindByAccountAsync(
        Guid userId, string exchange, string accountId, CancellationToken ct) =>
        db.FindAsync<ConnectionRow>(
            userId,
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and exchange = @exchange and account_id = @accountId and deleted_at is null
            """,
            new { userId, exchange, accountId },
            ct);

    /// <summary>
    /// The connection that has the account already, when <paramref name="id"/> was removed for that: the only outcome
    /// that leaves no row to read. Null when it was removed for another reason, or the first is gone too.
    /// </summary>
    public Task<ConnectionRow?> FindFirstOfAccountAsync(Guid userId, Guid id, CancellationToken ct) =>
        db.FindAsync<ConnectionRow>(
            userId,
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where deleted_at is null and id = (
                select detail::uuid
                from audit_events
                where connection_id = @id and event = 'duplicate_account_removed'
                limit 1)
            """,
            new { id },
            ct);
}
