namespace Portfolio.Worker.Schedule;

/// <summary>
/// Sets right what keeps the schedule from going on. It is no job of Quartz, because Quartz itself may be what does not
/// go on, and its period is monotonic time.
/// </summary>
internal sealed partial class ScheduleWatchdog(
    IEnumerable<IScheduleRepair> repairs, TimeProvider clock, ILogger<ScheduleWatchdog> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(repairs.Select(repair => RepeatAsync(repair, stoppingToken)));

    /// <summary>Each by itself: one that waits for a lock does not hold up the others.</summary>
    private async Task RepeatAsync(IScheduleRepair repair, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stopping))
            await TryAsync(repair, stopping);
    }

    /// <summary>One that fails has its turn again.</summary>
    private async Task TryAsync(IScheduleRepair repair, CancellationToken ct)
    {
        try
        {
            await repair.RepairAsync(ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogFailed(fault, repair.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Repair} failed; it is tried again in seconds")]
    private partial void LogFailed(Exception fault, string repair);
}
