using Portfolio.Storage.Connections;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>Finds connections of all users that are due and have no open request.</summary>
public sealed class DueStore(UserDatabase db, OpenRequests open)
{
    /// <summary>
    /// Among how many of the longest due connections users take turns: it bounds the rows that one sweep reads.
    /// </summary>
    private const int Candidates = 5_000;

    /// <summary>Requests on their way are among the longest due: of so many one counts them.</summary>
    private const int Counted = 15_000;

    /// <summary>
    /// Requests a sync of up to <paramref name="limit"/> due connections: each gets a new request number and the time
    /// at which the request expires. Two callers at once never get the same connection. Users take turns: of those that
    /// are longest due, every user's first comes before any user's second.
    /// </summary>
    /// <param name="waitedFor">
    /// True: syncs that a person requested and whose request expired, of each user no more than
    /// <see cref="OpenRequests"/> allows at the same time; false: syncs that the schedule requires.
    /// </param>
    public Task<IReadOnlyList<DueConnection>> RequestAsync(
        string exchange, bool waitedFor, int limit, DateTimeOffset now, DateTimeOffset requestExpiresAt,
        CancellationToken ct) =>
        RequestAsync(exchange, place: null, waitedFor, limit, now, requestExpiresAt, ct);

    /// <summary>As the other overload, for one part of the exchange's connections.</summary>
    /// <param name="place">Null: of all.</param>
    public Task<IReadOnlyList<DueConnection>> RequestAsync(
        string exchange,
        DuePlace? place,
        bool waitedFor,
        int limit,
        DateTimeOffset now,
        DateTimeOffset requestExpiresAt,
        CancellationToken ct) =>
        db.ListForAllAsync<DueConnection>(
            $"""
            with longest_due as (
                select id, user_id, next_sync_at
                from user_connections
                where exchange = @exchange and next_sync_at <= @now and deleted_at is null and not paused
                    and (request_expires_at is null or request_expires_at <= @now)
                    and (lease_until is null or lease_until <= @now)
                    and (request_expires_at is not null and request_trigger <> 'scheduled') = @waitedFor
                    and {DuePlace.Condition}
                order by next_sync_at
                limit @candidates
            ), turns as (
                select id, row_number() over (partition by user_id order by next_sync_at) as turn, user_id, next_sync_at
                from longest_due
            ){(waitedFor ? OpenOfUsers : "")}, due as (
                select c.id
                from turns
                join user_connections c on c.id = turns.id
                where c.next_sync_at <= @now and c.deleted_at is null and not c.paused
                    and (c.request_expires_at is null or c.request_expires_at <= @now)
                    and (c.lease_until is null or c.lease_until <= @now)
                    {(waitedFor ? WithinLimit : "")}
                order by turns.turn, turns.next_sync_at
                limit @limit
                for update of c skip locked
            )
            update user_connections c
            set request_number = request_number + 1, request_expires_at = @requestExpiresAt,
                -- What was held back begins to wait for a worker only now.
                next_sync_at = case when request_expires_at <= c.next_sync_at then @now else c.next_sync_at end,
                request_trigger = case when request_expires_at is null then 'scheduled' else request_trigger end
            from due
            where c.id = due.id
            returning c.id, c.user_id, c.exchange, c.request_number, c.request_trigger, c.region
            """,
            new DueArgs(exchange, place, now)
            {
                WaitedFor = waitedFor, Limit = limit, Candidates = Math.Max(Candidates, limit),
                RequestExpiresAt = requestExpiresAt, AtMost = open.AtMost,
            },
            ct);

    private const string OpenOfUsers =
        $"""
        , open as (
            select user_id, count(*) as count
            from user_connections
            where user_id in (select user_id from longest_due) and {OpenRequests.IsOpen}
            group by user_id
        )
        """;

    private const string WithinLimit =
        $"""
        and turns.turn <= {OpenRequests.Limit}
            - coalesce((select count from open where open.user_id = turns.user_id), 0)
        """;

    /// <summary>Expires requests that could not be sent, so that the next sweep repeats them.</summary>
    public Task<int> TakeBackAsync(IReadOnlyList<DueConnection> unsent, DateTimeOffset now, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            update user_connections c
            set request_expires_at = @now
            from unnest(@ids, @requests) as unsent (id, request)
            where c.id = unsent.id and c.request_number = unsent.request and c.request_expires_at > @now
                and c.next_sync_at is not null
            """,
            new
            {
                ids = unsent.Select(connection => connection.Id).ToArray(),
                requests = unsent.Select(connection => connection.RequestNumber).ToArray(),
                now,
            },
            ct);

    /// <summary>The number of scheduled requests that have not expired and that no worker has claimed.</summary>
    /// <param name="place">Null: of all regions.</param>
    public async Task<int> OutstandingAsync(
        string exchange, DuePlace? place, DateTimeOffset now, CancellationToken ct) =>
        (await db.ListForAllAsync<int>(
            $"""
            select count(*)::integer
            from (
                select request_expires_at, request_trigger, lease_until, region, full_reading_at, sync_interval_minutes
                from user_connections
                where exchange = @exchange and next_sync_at <= @now and deleted_at is null and not paused
                order by next_sync_at
                limit @counted
            ) due
            where request_expires_at > @now and request_trigger = 'scheduled'
                and (lease_until is null or lease_until <= @now)
                and {DuePlace.Condition}
            """,
            new DueArgs(exchange, place, now) { Counted = Counted },
            ct))[0];
}

public sealed class DueConnection
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Exchange { get; init; }

    public required long RequestNumber { get; init; }

    /// <summary><c>scheduled</c>, or the trigger of an earlier request that was never answered.</summary>
    public required string RequestTrigger { get; init; }

    /// <summary>Null before it is known, or where there is only one region.</summary>
    public string? Region { get; init; }
}
