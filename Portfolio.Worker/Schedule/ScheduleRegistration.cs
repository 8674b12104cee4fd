using Microsoft.Extensions.Options;
using Portfolio.Worker.Prices;
using Portfolio.Worker.Syncs;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>All scheduled jobs. The job store is clustered: each firing runs on one of all workers.</summary>
internal static class ScheduleRegistration
{
    public static void AddSchedule(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DueSweep>();
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(builder.Configuration.GetConnectionString("Postgres") ?? "");
                store.UseSystemTextJsonSerializer();
                store.UseClustering();
            });
            quartz.AddSweep();
            quartz.At<RefreshPricesJob>("refresh-prices", "5 * * * * ?");
            quartz.At<EndStaleLeasesJob>("end-stale-leases", "15 * * * * ?");
            quartz.At<TakePortfolioValuesJob>("take-portfolio-values", "30 0/10 * * * ?");
            quartz.At<ForgetIdempotencyKeysJob>("forget-idempotency-keys", "0 17 * * * ?");
            quartz.At<PruneRunsJob>("prune-runs", "0 37 * * * ?");
        });
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        builder.Services.AddWatchdog();
    }

    private static void AddSweep(this IQuartzBuilder quartz) =>
        quartz.ScheduleJob<RequestDueSyncsJob>(
            (services, trigger) => trigger
                .WithIdentity("request-due-syncs")
                .StartAt(DateTimeOffset.UnixEpoch)
                .WithSimpleSchedule(schedule => schedule
                    .WithInterval(services.GetRequiredService<IOptions<SyncOptions>>().Value.SweepEvery)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
            (_, job) => job.WithIdentity("request-due-syncs"));

    private static void AddWatchdog(this IServiceCollection services)
    {
        services.AddSingleton<IScheduleRepair, SweepRepair>();
        services.AddSingleton<IScheduleRepair, TriggerRepair>();
        services.AddSingleton<IScheduleRepair, TriggerErrorRepair>();
        services.AddSingleton<IScheduleRepair, TimeRepair>();
        services.AddSingleton<IScheduleRepair, BudgetWindowRepair>();
        services.AddHostedService<ScheduleWatchdog>();
    }

    /// <param name="cron">
    /// Seconds, minutes, hours, day, month, weekday; of the database's clock, in the machine's time zone.
    /// </param>
    private static void At<T>(this IQuartzBuilder quartz, string name, string cron)
        where T : IJob =>
        quartz.ScheduleJob<T>(
            trigger => trigger.WithIdentity(name).WithCronSchedule(cron),
            job => job.WithIdentity(name));
}
