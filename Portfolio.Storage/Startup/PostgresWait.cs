using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Startup;

/// <summary>
/// Holds the start of a process until PostgreSQL is reachable, writable and of this version's schema, and says in the
/// log which of them it waits for.
/// </summary>
public sealed partial class PostgresWait(
    DatabaseReadiness database, TimeProvider clock, ILogger<PostgresWait> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(30);

    /// <summary>Before any service starts.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        (string Problem, long At)? said = null;
        while (await database.FindProblemAsync(cancellationToken) is { } problem)
        {
            if (said is not { } last || last.Problem != problem || clock.GetElapsedTime(last.At) >= SayEvery)
            {
                LogWaiting(problem);
                said = (problem, clock.GetTimestamp());
            }

            await Task.Delay(TryEvery, clock, cancellationToken);
        }

        if (said is not null)
            LogReady();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The start waits for the database. {Problem}")]
    private partial void LogWaiting(string problem);

    [LoggerMessage(LogLevel.Information, "The database is there; the start goes on")]
    private partial void LogReady();
}
