using Microsoft.Extensions.Options;
using Portfolio.Storage.Housekeeping;
using Portfolio.Worker.Syncs;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>Deletes old runs, in batches that hold no lock for long.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PruneRunsJob(
    HousekeepingStore store, IOptions<SyncOptions> options, TimeProvider clock, ILogger<PruneRunsJob> logger) : IJob
{
    private const int Batch = 5_000;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - options.Value.KeepRunsFor;
        int pruned, sum = 0;
        do
        {
            pruned = await store.PruneRunsAsync(before, Batch, ct);
            sum += pruned;
        }
        while (pruned is Batch);

        await store.PruneProfitsAsync(before, ct);
        if (sum > 0)
            LogPruned(sum, before);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} runs from before {Before}")]
    private partial void LogPruned(int count, DateTimeOffset before);
}
