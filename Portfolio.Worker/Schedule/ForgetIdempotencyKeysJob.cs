using Portfolio.Storage.Housekeeping;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Deletes state that is kept for a limited time: answers to repeated requests after a day, orders of holdings when
/// they expire, and turns of keys that no one uses any more.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ForgetIdempotencyKeysJob(HousekeepingStore store) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        await store.ForgetIdempotencyKeysAsync(ct);
        await store.ForgetHoldingOrdersAsync(ct);
        await store.ForgetKeyTurnsAsync(ct);
    }
}
