using Portfolio.Storage.Database;

namespace Portfolio.Storage.Housekeeping;

/// <summary>Deletes expired rows of all users. Every method is safe to repeat.</summary>
public sealed class HousekeepingStore(UserDatabase db)
{
    /// <summary>
    /// Deletes up to <paramref name="limit"/> runs that began before <paramref name="before"/>, but none of the last
    /// day, and never the newest run of a connection. Returns their number.
    /// </summary>
    public async Task<int> PruneRunsAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        (await db.ListForAllAsync<int>("select prune_runs(@before, @limit)", new { before, limit }, ct))[0];

    /// <summary>Deletes the profits of positions from before then, but the last one of each day (UTC).</summary>
    public Task<int> PruneProfitsAsync(DateTimeOffset before, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            delete from position_profits p
            where p.at < @before
                and exists (
                    select from position_profits newer
                    where newer.connection_id = p.connection_id and newer.asset_id = p.asset_id
                        and newer.at > p.at and newer.at < @before
                        and newer.at < date_bin('1 day', p.at, 'epoch') + interval '1 day')
            """,
            new { before },
            ct);

    /// <summary>
    /// Ends leases whose worker died, so that no dead sync seems to be under way. Returns their connections. A leased
    /// connection is still due, so only due ones are read.
    /// </summary>
    public Task<IReadOnlyList<EndedLease>> EndStaleLeasesAsync(
        IReadOnlyList<string> exchanges, DateTimeOffset now, CancellationToken ct) =>
        db.ListForAllAsync<EndedLease>(
            """
            with stale as (
                select id
                from user_connections
                where exchange = any(@exchanges) and next_sync_at <= @now and deleted_at is null and not paused
                    and lease_until <= @now
                for update skip locked
            )
            update user_connections c
            set lease_until = null
            from stale
            where c.id = stale.id
            returning c.id, c.user_id, c.exchange
            """,
            new { exchanges = exchanges.ToArray(), now },
            ct);

    /// <summary>Deletes idempotency keys older than 24 hours. Returns their number.</summary>
    public Task<int> ForgetIdempotencyKeysAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync("delete from idempotency_keys where created_at < now() - interval '24 hours'", null, ct);

    /// <summary>
    /// Deletes the turns of keys that no one has used for thirty days. Their next nonce is the time again, which is
    /// above every earlier one. Returns their number.
    /// </summary>
    public Task<int> ForgetKeyTurnsAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync("delete from key_turns where used_at < now() - interval '30 days'", null, ct);

    /// <summary>Deletes orders of holdings that have expired for their readers. Returns their number.</summary>
    public Task<int> ForgetHoldingOrdersAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync("delete from holding_orders where expires_at < now()", null, ct);
}

public sealed class EndedLease
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Exchange { get; init; }
}
