using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Housekeeping;

namespace Portfolio.Api.Health;

/// <summary>Reads the schedule's state for the metrics, apart from the requests that ask for them.</summary>
internal sealed class ScheduleReader(ScheduleStateStore store, ScheduleMetrics metrics, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly string[] Exchanges = [.. ExchangeCatalog.All.Select(entry => entry.Exchange)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
            metrics.Set(await TryReadAsync(stoppingToken));
        while (await WaitAsync(timer, stoppingToken));
    }

    /// <summary>
    /// Null while it cannot be read: readiness says why, and a failure here must not end the process.
    /// </summary>
    private async Task<ScheduleState?> TryReadAsync(CancellationToken ct)
    {
        try
        {
            return await store.FindAsync(Exchanges, ct);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
