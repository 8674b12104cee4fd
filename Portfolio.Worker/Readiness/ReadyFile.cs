using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Readiness;

/// <summary>Section <c>Worker</c>.</summary>
internal sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>
    /// A file that exists while this worker could do its job: PostgreSQL takes writes, RabbitMQ delivers, and the
    /// schedule keeps up. For a script, or for a container's health check. Null: none is written.
    /// </summary>
    public string? ReadyFile { get; init; }
}

/// <summary>Creates or deletes the file by the health checks' report.</summary>
internal sealed partial class ReadyFile : IHealthCheckPublisher, IDisposable
{
    private readonly string? path;
    private readonly ILogger<ReadyFile> logger;
    private bool? wasReady;

    /// <summary>Before anything starts: a process that was killed has left its file.</summary>
    public ReadyFile(IOptions<WorkerOptions> options, ILogger<ReadyFile> logger)
    {
        (path, this.logger) = (options.Value.ReadyFile, logger);
        if (path is not null)
            File.Delete(path);
    }

    public async Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Log(report);
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

    /// <summary>Changes only, with every reason.</summary>
    private void Log(HealthReport report)
    {
        var ready = report.Status is HealthStatus.Healthy;
        if (ready == wasReady)
            return;

        if (ready)
            LogReady();
        else
            LogNotReady(Reasons(report));
        wasReady = ready;
    }

    private static string Reasons(HealthReport report) => string.Join(" ", report.Entries.Values
        .Where(entry => entry.Status is not HealthStatus.Healthy)
        .Select(entry => entry.Description));

    [LoggerMessage(LogLevel.Information, "The worker is ready")]
    private partial void LogReady();

    [LoggerMessage(LogLevel.Warning, "The worker is not ready. {Reason}")]
    private partial void LogNotReady(string reason);
}
