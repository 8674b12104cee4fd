using Portfolio.Storage.Database;

namespace Portfolio.Storage.Budgets;

/// <summary>What all workers know of an exchange: whether it demands a pause, and whether it is down.</summary>
public sealed class HealthStore(UserDatabase db)
{
    /// <summary>An exchange without a stored state is healthy.</summary>
    public async Task<ExchangeHealth> FindAsync(string exchange, string egress, CancellationToken ct) =>
        await db.ListForAllAsync<ExchangeHealth>(
            """
            select exchange, paused_until, outages, probe_at
            from exchange_health
            where exchange = @exchange and egress = @egress
            """,
            new { exchange, egress },
            ct, UserDatabase.InCallSeconds) is [var known]
            ? known
            : new ExchangeHealth { Exchange = exchange };

    /// <summary>Every exchange with a stored state: the worst of all source addresses.</summary>
    public Task<IReadOnlyList<ExchangeHealth>> ListAsync(CancellationToken ct) =>
        db.ListForAllAsync<ExchangeHealth>(
            """
            select exchange, max(paused_until) as paused_until, max(outages) as outages, max(probe_at) as probe_at
            from exchange_health
            group by exchange
            """,
            null,
            ct, UserDatabase.InCallSeconds);

    /// <summary>Pauses every worker's requests until then. A pause only ever grows. Returns its end.</summary>
    public async Task<DateTimeOffset> PauseAsync(
        string exchange, string egress, DateTimeOffset until, CancellationToken ct) =>
        (await db.ListForAllAsync<DateTimeOffset>(
            """
            insert into exchange_health as known (exchange, egress, paused_until)
            values (@exchange, @egress, @until)
            on conflict (exchange, egress) do update set paused_until = greatest(known.paused_until, @until)
            returning paused_until
            """,
            new { exchange, egress, until },
            ct, UserDatabase.InCallSeconds))[0];

    /// <summary>
    /// Counts a run that found the exchange down. From the <paramref name="openAfter"/>th in a row on it counts as
    /// down, and is first tried again at <paramref name="probeAt"/>.
    /// </summary>
    public async Task<ExchangeHealth> CountOutageAsync(
        string exchange, string egress, int openAfter, DateTimeOffset probeAt, CancellationToken ct) =>
        (await db.ListForAllAsync<ExchangeHealth>(
            """
            insert into exchange_health as known (exchange, egress, outages, probe_at)
            values (@exchange, @egress, 1, case when @openAfter <= 1 then @probeAt::timestamptz end)
            on conflict (exchange, egress) do update
            set outages = known.outages + 1,
                probe_at = case when known.outages + 1 >= @openAfter then coalesce(known.probe_at, @probeAt) end
            returning exchange, paused_until, outages, probe_at
            """,
            new { exchange, egress, openAfter, probeAt },
            ct, UserDatabase.InCallSeconds))[0];

    /// <summary>A run found it healthy, so it is no longer down. True: it counted as down until now.</summary>
    public async Task<bool> ClearOutagesAsync(string exchange, string egress, CancellationToken ct) =>
        await db.ListForAllAsync<bool>(
            """
            with cleared as (
                select exchange, egress, probe_at from exchange_health
                where exchange = @exchange and egress = @egress and outages > 0
                for update
            )
            update exchange_health h
            set outages = 0, probe_at = null, probes = 0
            from cleared
            where h.exchange = cleared.exchange and h.egress = cleared.egress
            returning cleared.probe_at is not null
            """,
            new { exchange, egress },
            ct, UserDatabase.InCallSeconds) is [true];

    /// <summary>
    /// Gives one of all callers the right to try an exchange that counts as down. The wait for the next one doubles
    /// from <paramref name="wait"/> to <paramref name="atMost"/>, unless a run clears it before.
    /// </summary>
    /// <returns>When the next one is due; null: another caller has the right.</returns>
    public async Task<DateTimeOffset?> TakeProbeAsync(
        string exchange, string egress, DateTimeOffset now, TimeSpan wait, TimeSpan atMost, CancellationToken ct) =>
        await db.ListForAllAsync<DateTimeOffset>(
            """
            update exchange_health
            set probes = probes + 1, probe_at = @now + least(@wait * power(2, least(probes, 20)), @atMost)
            where exchange = @exchange and egress = @egress and probe_at <= @now
            returning probe_at
            """,
            new { exchange, egress, now, wait, atMost },
            ct, UserDatabase.InCallSeconds) is [var next]
            ? next
            : null;

    /// <summary>Gives back a right that was not used, unless a run has cleared or counted an outage since.</summary>
    /// <param name="next">As <see cref="TakeProbeAsync"/> returned it.</param>
    public Task<int> GiveProbeBackAsync(
        string exchange, string egress, DateTimeOffset next, DateTimeOffset now, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            update exchange_health
            set probes = probes - 1, probe_at = @now
            where exchange = @exchange and egress = @egress and probe_at = @next and probes > 0
            """,
            new { exchange, egress, next, now },
            ct, UserDatabase.InCallSeconds);
}

public sealed class ExchangeHealth
{
    public required string Exchange { get; init; }

    /// <summary>The end of the pause that the exchange demanded; null if it never did. May be in the past.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Runs that found it down, in a row.</summary>
    public int Outages { get; init; }

    /// <summary>While it counts as down: when the next scheduled run may try it; else null.</summary>
    public DateTimeOffset? ProbeAt { get; init; }

    /// <summary>Null when requests may be sent.</summary>
    public DateTimeOffset? PausedAt(DateTimeOffset now) => PausedUntil > now ? PausedUntil : null;
}
