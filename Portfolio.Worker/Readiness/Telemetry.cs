using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Readiness;

internal static class Telemetry
{
    /// <summary>
    /// Takes up the trace that a message brings, so that log lines here carry the id that a caller was given. The
    /// worker has no port: metrics and traces are pushed where OTEL_EXPORTER_OTLP_ENDPOINT says, and nowhere without
    /// it.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("portfolio-worker"))
            .WithTracing(tracing => tracing.AddSource("MassTransit"))
            .WithMetrics(metrics => metrics.AddRuntimeInstrumentation().AddMeter(
                "MassTransit", "Npgsql", ListMetrics.MeterName));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
            telemetry.UseOtlpExporter();
    }
}
