using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>The sweep, once per period on one of all workers.</summary>
[DisallowConcurrentExecution]
internal sealed class RequestDueSyncsJob(DueSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await sweep.RunAsync(ct);
}
