using Portfolio.Storage.Housekeeping;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>Throws away answers to repeated requests once they are a day old.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetIdempotencyKeysJob(HousekeepingStore store) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) =>
        await store.ForgetIdempotencyKeysAsync(ct);
}
