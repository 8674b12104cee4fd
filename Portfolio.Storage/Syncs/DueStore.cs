using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>What the clock looks through: connections of all users that are due and that nobody is asked for.</summary>
public sealed class DueStore
{
    private readonly UserDatabase db;

    internal DueStore(UserDatabase db) => this.db = db;

    /// <summary>
    /// Gives up to <paramref name="limit"/> due connections a new request number and the time until which an answer is
    /// waited for. Two callers at once never get the same connection.
    /// </summary>
    public Task<IReadOnlyList<DueConnection>> AskAsync(
        string exchange, int limit, DateTimeOffset now, DateTimeOffset askedUntil, CancellationToken ct) =>
        db.ListForAllAsync<DueConnection>(
            """
            with due as (
                select id
                from user_connections
                where exchange = @exchange and next_sync_at <= @now and deleted_at is null and not paused
                    and (asked_until is null or asked_until <= @now)
                    and (lease_until is null or lease_until <= @now)
                order by next_sync_at
                limit @limit
                for update skip locked
            )
            update user_connections c
            set request_number = request_number + 1, asked_until = @askedUntil,
                asked_trigger = case when asked_until is null then 'scheduled' else asked_trigger end
            from due
            where c.id = due.id
            returning c.id, c.user_id, c.exchange, c.request_number, c.asked_trigger
            """,
            new { exchange, limit, now, askedUntil },
            ct);

    /// <summary>Throws away idempotency keys older than 24 hours; how many.</summary>
    public Task<int> ForgetIdempotencyKeysAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync("delete from idempotency_keys where created_at < now() - interval '24 hours'", ct);
}

public sealed class DueConnection
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Exchange { get; init; }

    public required long RequestNumber { get; init; }

    /// <summary><c>scheduled</c>, or what an ask that was never answered had been.</summary>
    public required string AskedTrigger { get; init; }
}
