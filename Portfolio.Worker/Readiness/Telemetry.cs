using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Portfolio.Storage.Startup;
using Portfolio.Worker.Exchanges.Lists;
using Portfolio.Worker.Messaging;

namespace Portfolio.Worker.Readiness;

internal static class Telemetry
{
    /// <summary>
    /// Continues the trace of a message, so that log lines here carry the id that the caller received. The worker has
    /// no port: metrics and traces are pushed to OTEL_EXPORTER_OTLP_ENDPOINT, and nowhere without it.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("portfolio-worker"))
            .WithTracing(tracing => tracing.AddSource("MassTransit"))
            .WithMetrics(metrics => metrics.AddRuntimeInstrumentation().AddMeter(
                "MassTransit", "Npgsql", ListMetrics.MeterName, QueueMetrics.MeterName, CheckMetrics.MeterName));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
            telemetry.UseOtlpExporter();
    }
}
