namespace Portfolio.Worker.Schedule;

/// <summary>
/// Sets right what keeps the schedule from going on. It is no job of Quartz, because Quartz itself may be what does not
/// go on, and its period is monotonic time.
/// </summary>
internal sealed partial class ScheduleWatchdog(
    IEnumerable<IScheduleRepair> repairs, TimeProvider clock, ILogger<ScheduleWatchdog> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var repair in repairs)
                await TryAsync(repair, stoppingToken);
        }
    }

    /// <summary>One that fails keeps neither the others from their turn nor itself from the next.</summary>
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
