using Portfolio.Storage.Database;

namespace Portfolio.Storage.Housekeeping;

/// <summary>Whether the schedule of all workers keeps up, for readiness and metrics. It names no user.</summary>
public sealed class ScheduleStateStore(UserDatabase db)
{
    /// <summary>Records that a sweep has ended and that RabbitMQ took all its messages.</summary>
    public Task SweptAsync(CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            insert into sweeps (ended_at) values (clock_timestamp())
            on conflict (only_row) do update set ended_at = excluded.ended_at
            """,
            null,
            ct);

    /// <summary>
    /// The seconds since the last sweep of any worker ended; null: none has ended yet. Reads no table of Quartz, so no
    /// lock of Quartz delays it.
    /// </summary>
    public async Task<double?> FindSweepAgeAsync(CancellationToken ct) =>
        (await db.ListForAllAsync<double>(
            "select extract(epoch from clock_timestamp() - ended_at)::double precision from sweeps", null, ct))
        is [var age] ? age : null;

    public async Task<ScheduleState> FindAsync(IReadOnlyList<string> exchanges, CancellationToken ct) =>
        new(
            (await db.ListForAllAsync<ScheduleRow>("select * from schedule_state()", null, ct))[0],
            await db.ListForAllAsync<SyncBacklog>(
                "select * from sync_backlog(@exchanges)", new { exchanges = exchanges.ToArray() }, ct));
}

/// <summary>The schedule's own state, and what each exchange's connections wait for.</summary>
public sealed record ScheduleState(ScheduleRow Schedule, IReadOnlyList<SyncBacklog> Backlogs);

/// <summary>The state of the sweep and of its triggers.</summary>
public sealed class ScheduleRow
{
    /// <summary>Since the last sweep of any worker ended, by the database's clock; null: none has ended yet.</summary>
    public double? SweepAgeSeconds { get; init; }

    /// <summary>Triggers that Quartz no longer fires, because of an error.</summary>
    public required int TriggersInError { get; init; }

    /// <summary>Triggers that should have fired five minutes ago: Quartz stands still.</summary>
    public required int TriggersOverdue { get; init; }
}

/// <summary>What connections of one exchange wait for.</summary>
public sealed class SyncBacklog
{
    public required string Exchange { get; init; }

    /// <summary>Connections that are due; 15,000 at most.</summary>
    public required int Due { get; init; }

    /// <summary>How long the first of them has been due; 0 without one.</summary>
    public required double OldestDueSeconds { get; init; }

    /// <summary>How long the first person has waited for a sync; 0 without one.</summary>
    public required double OldestRequestSeconds { get; init; }

    /// <summary>The exchange demands a pause or is down, so waiting is right.</summary>
    public required bool Away { get; init; }
}
