using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Requests a sync on a person's behalf.</summary>
public sealed class ResyncStore(UserDatabase db, OpenRequests open)
{
    /// <summary>
    /// Gives the connection a new request number and makes it due. A sync that is under way, or that a person requested
    /// and that still waits, is left alone; a scheduled request that still waits is superseded.
    /// </summary>
    /// <param name="throttle">How long after one manual request the next is refused.</param>
    public async Task<ResyncOutcome> RequestAsync(
        Guid userId, Guid id, DateTimeOffset now, DateTimeOffset requestExpiresAt, TimeSpan throttle,
        CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var connection = await transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null for update",
            new { id },
            ct);
        if (connection is null)
            return new ResyncOutcome.NotFound();

        if (Refusal(connection, now, throttle) is { } refusal)
            return refusal;

        var requested = await transaction.SingleAsync<ConnectionRow>(
            Request, new { ids = new[] { id }, now, requestExpiresAt }, ct);
        requested = await open.LimitAsync(transaction, userId, requested, now, ct);
        await transaction.CommitAsync(ct);
        return new ResyncOutcome.Requested(requested);
    }

    /// <summary>As <see cref="RequestAsync"/>, of all the user's connections at once.</summary>
    public async Task<ResyncAllOutcome> RequestAllAsync(
        Guid userId, DateTimeOffset now, DateTimeOffset requestExpiresAt, TimeSpan throttle, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var connections = await transaction.ListAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where deleted_at is null order by id for update",
            null,
            ct);
        var found = connections.Select(row => (row.Id, Refusal: Refusal(row, now, throttle))).ToList();
        var ids = found.Where(one => one.Refusal is null).Select(one => one.Id).ToArray();
        var requested = await transaction.ListAsync<ConnectionRow>(Request, new { ids, now, requestExpiresAt }, ct);
        requested = await open.LimitAsync(transaction, userId, requested, now, ct);
        await transaction.CommitAsync(ct);
        var underWay = found.Count(one => one.Refusal is ResyncOutcome.UnderWay);
        return new ResyncAllOutcome(requested, underWay, found.Count - requested.Count - underWay);
    }

    private const string JustRequested = "sync_requested";

    private const string Request =
        $"""
        update user_connections
        set request_number = request_number + 1, request_expires_at = @requestExpiresAt, request_trigger = 'manual',
            resync_requested_at = @now, next_sync_at = least(next_sync_at, @now)
        where id = any(@ids)
        returning {ConnectionColumns.All}
        """;

    private static ResyncOutcome? Refusal(ConnectionRow connection, DateTimeOffset now, TimeSpan throttle) =>
        connection switch
        {
            { Paused: true } => new ResyncOutcome.Paused(connection),
            { HasSecret: false } => new ResyncOutcome.NoSecret(connection),
            { LeaseUntil: { } until } when until > now => new ResyncOutcome.UnderWay(connection),
            { RequestTrigger: not "scheduled", RequestExpiresAt: { } until } when until > now =>
                new ResyncOutcome.UnderWay(connection),
            { IsHeldBack: true } => new ResyncOutcome.UnderWay(connection),
            // A request of the future is one of a clock that ran ahead.
            { ResyncRequestedAt: { } last } when last > now - throttle && last <= now =>
                new ResyncOutcome.Throttled(last + throttle, JustRequested),
            _ => null,
        };
}

/// <summary>The result of a person's request for a sync.</summary>
public abstract record ResyncOutcome
{
    private ResyncOutcome()
    {
    }

    /// <summary>The row carries the new request number.</summary>
    public sealed record Requested(ConnectionRow Connection) : ResyncOutcome;

    /// <summary>A sync is already under way and answers this request too.</summary>
    public sealed record UnderWay(ConnectionRow Connection) : ResyncOutcome;

    /// <summary>The user has no such connection.</summary>
    public sealed record NotFound : ResyncOutcome;

    /// <param name="Detail">
    /// "sync_requested": of this connection, a moment ago. Null: the user requests too many.
    /// </param>
    public sealed record Throttled(DateTimeOffset Until, string? Detail) : ResyncOutcome;

    public sealed record Paused(ConnectionRow Connection) : ResyncOutcome;

    /// <summary>The key was destroyed because it could do more than read; a new one is needed.</summary>
    public sealed record NoSecret(ConnectionRow Connection) : ResyncOutcome;
}

/// <param name="Requested">The rows carry the new request numbers.</param>
/// <param name="UnderWay">How many are being synced already.</param>
/// <param name="Refused">How many are paused, have no key or were requested a moment ago.</param>
public sealed record ResyncAllOutcome(IReadOnlyList<ConnectionRow> Requested, int UnderWay, int Refused);
