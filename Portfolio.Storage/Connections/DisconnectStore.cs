using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Ends connections.</summary>
public sealed class DisconnectStore(UserDatabase db)
{
    /// <summary>
    /// Destroys the secret, raises the fence so that a sync under way can no longer write, and closes every holding
    /// with a row of 0 and the reason <c>disconnected</c>; the ledger and the runs stay. False: no such connection.
    /// </summary>
    public async Task<bool> KeepHistoryAsync(Guid userId, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var ended = await transaction.ExecuteAsync(
            """
            update user_connections
            set deleted_at = @now, fence = fence + 1, lease_until = null, request_expires_at = null,
                next_sync_at = null,
                api_key_sealed = null, api_secret_sealed = null, passphrase_sealed = null, key_fingerprint = null
            where id = @id and deleted_at is null
            """,
            new { id, now },
            ct);
        if (ended is 0)
            return false;

        // A separate statement: it must see the commit of a worker that held the row when the update above began.
        await transaction.ExecuteAsync(
            """
            with newest as (
                select distinct on (asset_id) asset_id, portfolio_id, quantity
                from transactions
                where connection_id = @id
                order by asset_id, position desc
            )
            insert into transactions (
                id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, price_usd, reason, occurred_at)
            select uuid_v7(@now), @userId, portfolio_id, @id, asset_id, 0, -quantity, (
                select max(b.price_usd) from valued_balances b
                where b.connection_id = @id and b.asset_id = newest.asset_id
            ), 'disconnected', @now
            from newest
            where quantity <> 0;

            delete from balances where connection_id = @id;
            """,
            new { userId, id, now },
            ct);
        await RecordAsync(transaction, userId, id, "disconnected_kept", now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>
    /// Removes the connection with its secret, runs, balances and ledger; also the history that
    /// <see cref="KeepHistoryAsync"/> has kept. False: no such connection.
    /// </summary>
    public async Task<bool> PurgeAsync(Guid userId, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var removed = await transaction.ExecuteAsync(
            "delete from user_connections where id = @id", new { id }, ct);
        if (removed is 0)
            return false;

        await RecordAsync(transaction, userId, id, "disconnected_purged", now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static Task<int> RecordAsync(
        UserTransaction transaction, Guid userId, Guid id, string recorded, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            insert into audit_events (id, user_id, connection_id, event, occurred_at)
            values (@eventId, @userId, @id, @recorded, @now)
            """,
            new { eventId = Guid.CreateVersion7(now), userId, id, recorded, now },
            ct);
}
