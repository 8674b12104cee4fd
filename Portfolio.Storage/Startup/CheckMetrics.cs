using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portfolio.Storage.Startup;

/// <summary>Each check of this process's readiness as a gauge: 1 while it is healthy. Tag <c>check</c>.</summary>
public sealed class CheckMetrics : IHealthCheckPublisher
{
    public const string MeterName = "Portfolio.Readiness";

    private volatile HealthReport? latest;

    public CheckMetrics(IMeterFactory meters) => meters.Create(MeterName).CreateObservableGauge(
        "portfolio.ready", Checks, "{check}", "1 while the check is healthy; the process is ready while all are.");

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        latest = report;
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<int>> Checks() => (latest?.Entries ?? new Dictionary<string, HealthReportEntry>())
        .Select(entry => new Measurement<int>(
            entry.Value.Status is HealthStatus.Healthy ? 1 : 0,
            new KeyValuePair<string, object?>("check", entry.Key)));
}
