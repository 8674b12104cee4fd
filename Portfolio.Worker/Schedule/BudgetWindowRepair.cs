using Portfolio.Storage.Housekeeping;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Ends windows of budgets that a clock which ran ahead has begun, and that all workers would spend from until the
/// clocks come to them. An exchange's clock may be ahead of ours, but then its windows go on: one that stays the newest
/// for longer than any window lasts is none of the exchange's.
/// </summary>
internal sealed partial class BudgetWindowRepair(
    ClockRepairStore store, TimeProvider clock, ILogger<BudgetWindowRepair> logger) : IScheduleRepair
{
    private static readonly TimeSpan LongerThanAny = TimeSpan.FromSeconds(90);

    private Dictionary<FutureWindow, long> seen = [];

    public async Task RepairAsync(CancellationToken ct)
    {
        var future = await store.FutureWindowsAsync(ct);
        seen = future.ToDictionary(
            window => window, window => seen.TryGetValue(window, out var at) ? at : clock.GetTimestamp());
        foreach (var (window, seenAt) in seen)
        {
            if (clock.GetElapsedTime(seenAt) >= LongerThanAny && await store.EndWindowAsync(window, ct))
                LogEnded(window.Exchange, window.Bucket, window.WindowStartedAt);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The window {Bucket} of {Exchange} was to begin only at {WindowStartedAt}; what was spent in it counts now")]
    private partial void LogEnded(string exchange, string bucket, DateTimeOffset windowStartedAt);
}
