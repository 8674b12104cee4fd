using Portfolio.Storage.Portfolios;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Stores the current values of portfolios; the newest of a day stays as its value. Charts compute the values of these
/// days from kept prices. The API of the release before reads the stored ones, while both releases run.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class TakePortfolioValuesJob(PortfolioValueStore store, TimeProvider clock) : IJob
{
    /// <summary>Longer than the time between two firings, so that none is missed between them.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(25);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var user in await store.UsersSyncedSinceAsync(now - LookBack, ct))
            await store.TakeAsync(user, now, ct);
    }
}
