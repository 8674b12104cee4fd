using System.Diagnostics.Metrics;

namespace Portfolio.Api.Audit;

internal sealed class AuditMetrics(IMeterFactory meters)
{
    public const string MeterName = "Portfolio.Api.Audit";

    /// <summary>They were answered all the same.</summary>
    public Counter<long> Dropped { get; } = meters.Create(MeterName).CreateCounter<long>(
        "portfolio.audit.dropped", "{refusal}", "Refusals that could not be written to the audit log.");
}
