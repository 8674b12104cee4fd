using Portfolio.Storage.Database;

namespace Portfolio.Storage.Housekeeping;

/// <summary>
/// Brings back the times that a clock which ran ahead has written, and that nothing would come to before they are over.
/// The database's clock decides what is too far ahead. The end of a pause is never changed, since an exchange named it.
/// </summary>
public sealed class ClockRepairStore(UserDatabase db)
{
    /// <summary>Processes know the database's time to seconds, and jitter is added to some times.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>A request that a limit defers is repeated in the limit's next window.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(1);

    /// <summary>The most that an API may be set to wait for a request of a person.</summary>
    private static readonly TimeSpan PersonsRequest = TimeSpan.FromHours(1);

    public async Task<ClockRepairs> RepairAsync(ClockRules rules, CancellationToken ct)
    {
        var connections = await RepairConnectionsAsync(rules, ct);
        return new ClockRepairs
        {
            DueTimes = connections.Count(connection => connection.Due),
            Leases = connections.Count(connection => connection.Leased),
            Requests = connections.Count(connection => connection.Requested),
            Probes = await RepairProbesAsync(rules.ProbeAtMost, ct),
            Prices = await RepairPricesAsync(ct),
            CheckIns = await RepairCheckInsAsync(ct),
        };
    }

    /// <summary>
    /// Due at once, or the request is over at once, so that the sweep takes the connection. A lease may be that of a
    /// sync under way: it gets the time that a lease begins with. A row that is locked has its turn the next time. Only
    /// rows that are due, or not due for longer than the longest wait after a failure, are read, by the index of the
    /// sweep: what is leased or requested is due.
    /// </summary>
    private Task<IReadOnlyList<RepairedConnection>> RepairConnectionsAsync(ClockRules rules, CancellationToken ct) =>
        db.ListForAllAsync<RepairedConnection>(
            """
            with judged as (
                select c.id,
                    c.next_sync_at > coalesce(c.retry_at, '-infinity') + @margin
                        and c.next_sync_at > now() + @margin
                            + greatest(make_interval(mins => c.sync_interval_minutes) * 1.05, @dueAtMost) as due,
                    coalesce(c.lease_until > now() + @margin + @lease, false) as leased,
                    coalesce(c.request_expires_at > now() + @margin
                        + case when c.request_trigger = 'scheduled' then @request else @personsRequest end, false)
                        and not exists (
                            select from exchange_health h
                            where (h.exchange = c.exchange or h.exchange like c.exchange || ':%')
                                and h.paused_until >= c.request_expires_at - @margin) as requested
                from user_connections c
                where c.exchange = any(@exchanges) and c.deleted_at is null and not c.paused
                    and (c.next_sync_at > now() + @margin + @dueAtMost
                        or (c.next_sync_at <= now()
                            and greatest(c.lease_until, c.request_expires_at) > now() + @margin))
            ), wrong as (
                select c.id, judged.due, judged.leased, judged.requested
                from judged
                join user_connections c on c.id = judged.id
                where judged.due or judged.leased or judged.requested
                order by c.id
                for update of c skip locked
            )
            update user_connections c
            set next_sync_at = case when wrong.due then now() else c.next_sync_at end,
                lease_until = case when wrong.leased then now() + @lease else c.lease_until end,
                request_expires_at = case when wrong.requested then now() else c.request_expires_at end
            from wrong
            where c.id = wrong.id
            returning wrong.due, wrong.leased, wrong.requested
            """,
            new
            {
                exchanges = rules.Exchanges.ToArray(),
                margin = Margin,
                dueAtMost = rules.DueAtMost,
                lease = rules.Lease,
                request = Longer(rules.RequestExpiresAfter, LongestWindow),
                personsRequest = Longer(rules.RequestExpiresAfter, PersonsRequest),
            },
            ct);

    private Task<int> RepairProbesAsync(TimeSpan probeAtMost, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            "update exchange_health set probe_at = now() where probe_at > now() + @margin + @probeAtMost",
            new { margin = Margin, probeAtMost },
            ct);

    /// <summary>A price of the future would be kept against every newer one.</summary>
    private Task<int> RepairPricesAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            with wrong as (
                select asset_id from asset_prices where priced_at > now() + @margin
                order by asset_id
                for update skip locked
            )
            update asset_prices p set priced_at = now() from wrong where p.asset_id = wrong.asset_id
            """,
            new { margin = Margin },
            ct);

    /// <summary>
    /// A scheduler that died with a check-in of the future would count as alive, and the jobs that it was running would
    /// stay blocked. One that lives checks in again within seconds. Quartz keeps times as ticks of .NET.
    /// </summary>
    private Task<int> RepairCheckInsAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            with present as (
                select 621355968000000000 + (extract(epoch from now()) * 10000000)::bigint as ticks
            )
            update qrtz_scheduler_state s
            set last_checkin_time = present.ticks
            from present
            where s.last_checkin_time > present.ticks + @margin
            """,
            new { margin = Margin.Ticks },
            ct);

    /// <summary>
    /// The windows of budgets that begin in the future. An exchange's clock may be ahead of ours, so that alone is no
    /// mistake.
    /// </summary>
    public Task<IReadOnlyList<FutureWindow>> FutureWindowsAsync(CancellationToken ct) =>
        db.ListForAllAsync<FutureWindow>(
            """
            select exchange, egress, bucket, window_started_at
            from request_budgets
            where window_started_at > now() + @margin
            """,
            new { margin = Margin + LongestWindow },
            ct);

    /// <summary>
    /// Lets such a window, with all that was spent in it, end within two minutes. It stays the newest for the window
    /// that is current and for the next, by any clock of an exchange near ours, so that neither is spent twice. False:
    /// it was spent from in a newer window meanwhile.
    /// </summary>
    public async Task<bool> EndWindowAsync(FutureWindow window, CancellationToken ct) =>
        await db.ExecuteForAllAsync(
            """
            update request_budgets
            set window_started_at = now() + interval '1 minute'
            where exchange = @Exchange and egress = @Egress and bucket = @Bucket
                and window_started_at = @WindowStartedAt
            """,
            window,
            ct) > 0;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class RepairedConnection
    {
        public bool Due { get; init; }

        public bool Leased { get; init; }

        public bool Requested { get; init; }
    }
}
