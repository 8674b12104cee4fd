using Microsoft.Extensions.Options;
using Portfolio.Storage.Housekeeping;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Sweeps without Quartz when no worker's sweep has ended in time, whatever keeps Quartz from it: a lock that is never
/// released, a trigger that is missing, a scheduler that has stopped. Two sweeps at once do no harm.
/// </summary>
internal sealed partial class SweepRepair(
    ScheduleStateStore state, DueSweep sweep, IOptions<SyncOptions> options, TimeProvider clock,
    ILogger<SweepRepair> logger) : IScheduleRepair
{
    private readonly long startedAt = clock.GetTimestamp();

    public async Task RepairAsync(CancellationToken ct)
    {
        var overdue = options.Value.SweepOverdueAfter;
        if (clock.GetElapsedTime(startedAt) < overdue
            || await state.FindSweepAgeAsync(ct) < overdue.TotalSeconds)
        {
            return;
        }

        LogOverdue(overdue.TotalSeconds);
        await sweep.RunAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning,
        "No sweep has ended for {Seconds} seconds; this worker sweeps without the scheduler")]
    private partial void LogOverdue(double seconds);
}
