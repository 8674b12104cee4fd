using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Portfolio.Storage.Database;

namespace Portfolio.Api.Health;

internal static class HealthRoutes
{
    public static void AddHealth(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<PostgresCheck>("postgres");

    /// <summary>
    /// Live: the process answers. Ready: PostgreSQL and RabbitMQ do too. Anyone may call them; they reveal nothing
    /// else.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
