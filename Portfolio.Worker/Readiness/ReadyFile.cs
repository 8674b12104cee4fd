using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Readiness;

/// <summary>Section <c>Worker</c>.</summary>
internal sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>
    /// A file that exists while this worker is healthy: connected to RabbitMQ and PostgreSQL. For a script, or for a
    /// container's health check. Null: none is written.
    /// </summary>
    public string? ReadyFile { get; init; }
}

/// <summary>Creates or deletes the file by the health checks' report.</summary>
internal sealed class ReadyFile(IOptions<WorkerOptions> options) : IHealthCheckPublisher, IDisposable
{
    private readonly string? path = options.Value.ReadyFile;

    public async Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (path is null)
            return;

        if (report.Status is HealthStatus.Healthy)
            await File.WriteAllTextAsync(path, "ready\n", cancellationToken);
        else
            File.Delete(path);
    }

    public void Dispose()
    {
        if (path is not null)
            File.Delete(path);
    }
}
