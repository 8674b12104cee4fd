using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Stores a person's confirmation of a reading that the exchange's own totals contradict.</summary>
public sealed class ReadingConfirmationStore(UserDatabase db, OpenRequests open)
{
    /// <summary>
    /// Confirms this contradiction and no other, writes the audit record, and requests the sync that books it.
    /// Confirming it twice changes nothing.
    /// </summary>
    /// <param name="requestUntil">After this the worker's sweep requests the sync again.</param>
    public async Task<ConfirmReadingOutcome> ConfirmAsync(
        Guid userId, Guid id, Guid contradiction, DateTimeOffset now, DateTimeOffset requestUntil, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var found = await transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null for update",
            new { id },
            ct);
        if (found is null)
            return new ConfirmReadingOutcome.NotFound();

        var pending = await transaction.FindAsync<object>(
            """
            select id from user_connections
            where id = @id and contradiction ->> 'id' = @contradiction::text
            """,
            new { id, contradiction },
            ct);
        if (pending is null)
            return new ConfirmReadingOutcome.Changed(found);

        if (found.ReadingConfirmedAt is not null)
            return new ConfirmReadingOutcome.Confirmed(found);

        var confirmed = await StoreAsync(transaction, userId, id, now, requestUntil, ct);
        if (!confirmed.Paused)
            confirmed = await open.LimitAsync(transaction, userId, confirmed, now, ct);
        await transaction.CommitAsync(ct);
        return new ConfirmReadingOutcome.Confirmed(confirmed);
    }

    private static Task<ConnectionRow> StoreAsync(
        UserTransaction transaction, Guid userId, Guid id, DateTimeOffset now, DateTimeOffset requestUntil,
        CancellationToken ct) =>
        transaction.SingleAsync<ConnectionRow>(
            $"""
            with recorded as (
                insert into audit_events (id, user_id, connection_id, event, detail, occurred_at)
                select @eventId, @userId, id, 'reading_confirmed', contradiction::text, @now
                from user_connections where id = @id
            )
            update user_connections
            set reading_confirmed_at = @now,
                request_number = case when paused then request_number else request_number + 1 end,
                request_expires_at = case when paused then request_expires_at else @requestUntil end,
                request_trigger = case when paused then request_trigger else 'manual' end,
                next_sync_at = case when paused then next_sync_at else least(next_sync_at, @now) end
            where id = @id
            returning {ConnectionColumns.All}
            """,
            new { id, userId, now, requestUntil, eventId = Guid.CreateVersion7(now) },
            ct);
}

/// <summary>The result of a confirmation.</summary>
public abstract record ConfirmReadingOutcome
{
    private ConfirmReadingOutcome()
    {
    }

    /// <summary>
    /// The row carries the new request number, unless it is paused: then the sync after the pause books it.
    /// </summary>
    public sealed record Confirmed(ConnectionRow Connection) : ConfirmReadingOutcome;

    /// <summary>The user has no such connection.</summary>
    public sealed record NotFound : ConfirmReadingOutcome;

    /// <summary>Another reading is contradicted now, or none is. The confirmation was not stored.</summary>
    public sealed record Changed(ConnectionRow Connection) : ConfirmReadingOutcome;
}
