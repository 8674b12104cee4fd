using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portfolio.Api.Audit;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Startup;

namespace Portfolio.Api.Health;

internal static class Telemetry
{
    /// <summary>
    /// Exposes metrics at <c>/metrics</c>. A trace goes with every message, so that the worker's log lines carry the id
    /// that the caller got; both are also pushed to OTEL_EXPORTER_OTLP_ENDPOINT.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("portfolio-api"))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("MassTransit"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(
                    "MassTransit", "Npgsql", ScheduleMetrics.MeterName, CheckMetrics.MeterName, AuditMetrics.MeterName)
                .AddPrometheusExporter());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
            telemetry.UseOtlpExporter();
    }
}
