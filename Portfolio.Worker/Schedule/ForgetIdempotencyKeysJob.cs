using Portfolio.Storage.Housekeeping;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Throws away what is kept for callers for a time: answers to repeated requests once they are a day old, and orders of
/// holdings once they have expired.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ForgetIdempotencyKeysJob(HousekeepingStore store) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        await store.ForgetIdempotencyKeysAsync(ct);
        await store.ForgetHoldingOrdersAsync(ct);
    }
}
