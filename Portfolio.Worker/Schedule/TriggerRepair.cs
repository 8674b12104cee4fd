using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Reschedules triggers whose next time is further ahead than their own rule allows: a clock that ran ahead wrote it.
/// </summary>
internal sealed partial class TriggerRepair(
    ISchedulerFactory schedulers, TimeProvider clock, ILogger<TriggerRepair> logger) : IScheduleRepair
{
    /// <summary>
    /// Another worker may have fired a trigger a moment early by our clock, so that its next time is already the one
    /// after.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public async Task RepairAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), ct))
        {
            var now = clock.GetUtcNow();
            if (await scheduler.GetTrigger(key, ct) is not { } trigger || !IsAhead(trigger, now))
                continue;

            var wrong = trigger.NextFireTimeUtc;
            var startsAt = trigger.StartTimeUtc < now ? trigger.StartTimeUtc : now;
            await scheduler.RescheduleJob(key, trigger.GetTriggerBuilder().StartAt(startsAt).Build(), ct);
            LogRescheduled(key.Name, wrong);
        }
    }

    /// <summary>By the first time that its rule has after now.</summary>
    internal static bool IsAhead(ITrigger trigger, DateTimeOffset now) =>
        trigger.StartTimeUtc > now + Margin
        || trigger.NextFireTimeUtc > trigger.GetFireTimeAfter(now + Margin);

    [LoggerMessage(LogLevel.Warning,
        "The job {Trigger} was not to run before {NextFireTime}, which its rule does not allow; it is scheduled again")]
    private partial void LogRescheduled(string trigger, DateTimeOffset? nextFireTime);
}
