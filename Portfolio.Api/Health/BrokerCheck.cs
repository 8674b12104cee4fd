using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portfolio.Api.Health;

/// <summary>Healthy while RabbitMQ takes messages.</summary>
internal sealed class BrokerCheck(BrokerProbe probe) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        probe.IsConfirmed
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("RabbitMQ takes no messages: it is gone, or blocks its publishers."));
}
