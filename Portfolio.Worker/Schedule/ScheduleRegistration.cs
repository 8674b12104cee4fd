using Microsoft.Extensions.Options;
using Portfolio.Worker.Syncs;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>Everything that happens by the clock. The job store is clustered: of all workers, one fires.</summary>
internal static class ScheduleRegistration
{
    public static void AddSchedule(this IHostApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(builder.Configuration.GetConnectionString("Postgres") ?? "");
                store.UseSystemTextJsonSerializer();
                store.UseClustering();
            });
            quartz.ScheduleJob<AskForDueConnectionsJob>(
                (services, trigger) => trigger
                    .WithIdentity("ask-for-due-connections")
                    .StartAt(DateTimeOffset.UnixEpoch)
                    .WithSimpleSchedule(schedule => schedule
                        .WithInterval(services.GetRequiredService<IOptions<SyncOptions>>().Value.SweepEvery)
                        .RepeatForever()
                        .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
                (_, job) => job.WithIdentity("ask-for-due-connections"));
            quartz.ScheduleJob<ForgetIdempotencyKeysJob>(
                trigger => trigger.WithIdentity("forget-idempotency-keys").WithCronSchedule("0 17 * * * ?"),
                job => job.WithIdentity("forget-idempotency-keys"));
        });
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }
}
