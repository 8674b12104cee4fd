using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portfolio.Worker.Messaging;

namespace Portfolio.Worker.Readiness;

/// <summary>Healthy while every queue of the worker has a consumer.</summary>
internal sealed class ConsumerCheck(QueueWatch queues) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        queues.WithoutConsumer is { Count: > 0 } missing
            ? HealthCheckResult.Unhealthy($"No worker consumes {string.Join(", ", missing)}.")
            : HealthCheckResult.Healthy());
}
