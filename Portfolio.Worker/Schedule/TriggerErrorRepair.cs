using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Lets triggers fire again that Quartz has put into its state ERROR, as it does when a job cannot be created or a
/// trigger cannot be read. Without this, such a job never runs again.
/// </summary>
internal sealed partial class TriggerErrorRepair(
    ISchedulerFactory schedulers, ILogger<TriggerErrorRepair> logger) : IScheduleRepair
{
    public async Task RepairAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), ct))
        {
            if (await scheduler.GetTriggerState(key, ct) is not TriggerState.Error)
                continue;

            await scheduler.ResetTriggerFromErrorState(key, ct);
            LogReset(key.Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The job {Trigger} had stopped with an error; it is scheduled again")]
    private partial void LogReset(string trigger);
}
