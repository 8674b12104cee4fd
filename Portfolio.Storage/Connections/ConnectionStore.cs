using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Reads a user's connections. Every method sees one user's rows only, and none that is disconnected.</summary>
public sealed class ConnectionStore
{
    private readonly UserDatabase db;

    internal ConnectionStore(UserDatabase db) => this.db = db;

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

    /// <summary>
    /// True when the connection's row was removed because its account was connected already: the one outcome that
    /// leaves nothing else to read.
    /// </summary>
    public async Task<bool> WasDuplicateAccountAsync(Guid userId, Guid id, CancellationToken ct) =>
        (await db.ListAsync<Guid>(
            userId,
            "select id from audit_events where connection_id = @id and event = 'duplicate_account_removed'",
            new { id },
            ct)).Count > 0;
}
