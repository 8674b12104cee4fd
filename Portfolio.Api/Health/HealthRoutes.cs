using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portfolio.Storage.Database;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Startup;

namespace Portfolio.Api.Health;

internal static class HealthRoutes
{
    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BrokerProbe>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BrokerProbe>());
        builder.Services.AddSingleton<ScheduleMetrics>();
        builder.Services.AddHostedService<ScheduleReader>();
        builder.Services.AddSingleton<IHealthCheckPublisher, CheckMetrics>();
        builder.Services.Configure<HealthCheckPublisherOptions>(
            publisher => publisher.Period = TimeSpan.FromSeconds(10));
        builder.Services.AddHealthChecks()
            .AddCheck<PostgresCheck>("postgres")
            .AddCheck<BrokerCheck>("broker");
    }

    /// <summary>
    /// Live: the process answers; it never depends on a part that others share. Ready: PostgreSQL takes writes and has
    /// this version's schema, and RabbitMQ takes messages. Anyone may call them; they reveal nothing else.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        }).AllowAnonymous();
    }
}
