using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Housekeeping;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker.Readiness;

/// <summary>
/// Healthy while some worker sweeps in time, every trigger fires, and no person waits for a sync for ever.
/// </summary>
internal sealed class ScheduleCheck(ScheduleStateStore store, IOptions<SyncOptions> options, TimeProvider clock)
    : IHealthCheck
{
    /// <summary>A report waits for all its checks, so none may hang with the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] Exchanges = [.. ExchangeCatalog.All.Select(entry => entry.Exchange)];

    private readonly long startedAt = clock.GetTimestamp();

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var problem = Problem(await store.FindAsync(Exchanges, limit.Token).WaitAsync(limit.Token));
            return problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem);
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The schedule's state cannot be read.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The schedule's state cannot be read in time.");
        }
    }

    private string? Problem(ScheduleState state)
    {
        var sinceStart = clock.GetElapsedTime(startedAt);
        var age = state.Schedule.SweepAgeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : sinceStart;
        // A first worker after a long pause finds an old sweep, and has not had the time for its own.
        var limit = options.Value.SweepMissingAfter;
        if (age > limit && sinceStart > limit)
            return $"The last sweep ended {age.TotalSeconds:0} seconds ago.";
        if (state.Schedule.TriggersInError > 0)
            return $"Triggers in state ERROR: {state.Schedule.TriggersInError}.";
        if (state.Schedule.TriggersOverdue > 0 && sinceStart > limit)
            return $"Quartz has not fired {state.Schedule.TriggersOverdue} triggers for five minutes.";

        var longest = options.Value.RequestExpiresAfter * 3;
        return state.Backlogs
            .Where(backlog => !backlog.Away && backlog.OldestRequestSeconds > longest.TotalSeconds)
            .Select(backlog => $"A person has waited for a sync at {backlog.Exchange} for "
                + $"{backlog.OldestRequestSeconds:0} seconds.")
            .FirstOrDefault();
    }
}
