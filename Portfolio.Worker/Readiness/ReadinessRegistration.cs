using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portfolio.Storage.Database;
using Portfolio.Storage.Startup;

namespace Portfolio.Worker.Readiness;

internal static class ReadinessRegistration
{
    public static void AddReadiness(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<WorkerOptions>().BindConfiguration(WorkerOptions.Section);
        builder.Services.AddSingleton<ScheduleCheck>();
        builder.Services.AddHealthChecks()
            .AddCheck<PostgresCheck>("postgres")
            .AddCheck<ScheduleCheck>("schedule")
            .AddCheck<ConsumerCheck>("consumers");
        builder.Services.AddSingleton<IHealthCheckPublisher, ReadyFile>();
        builder.Services.AddSingleton<IHealthCheckPublisher, CheckMetrics>();
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.FromSeconds(1);
            publisher.Period = TimeSpan.FromSeconds(2);
        });
    }
}
