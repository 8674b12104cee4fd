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
    private static readonly string[] Exchanges = [.. ExchangeCatalog.All.Select(entry => entry.Exchange)];

    private readonly long startedAt = clock.GetTimestamp();

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var problem = Problem(await store.FindAsync(Exchanges, cancellationToken));
            return problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem);
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The schedule's state cannot be read.");
        }
    }

    private string? Problem(ScheduleState state)
    {
        var sinceStart = clock.GetElapsedTime(startedAt);
        var age = state.Schedule.SweepAgeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : sinceStart;
        // A first worker after a long pause finds an old sweep, and has not had the time for its own.
        if (age > options.Value.SweepOverdueAfter && sinceStart > options.Value.SweepOverdueAfter)
            return $"The last sweep ended {age.TotalSeconds:0} seconds ago.";
        if (state.Schedule.TriggersInError > 0)
            return $"Triggers in state ERROR: {state.Schedule.TriggersInError}.";

        var longest = options.Value.RequestExpiresAfter * 3;
        return state.Backlogs
            .Where(backlog => !backlog.Away && backlog.OldestRequestSeconds > longest.TotalSeconds)
            .Select(backlog => $"A person has waited for a sync at {backlog.Exchange} for "
                + $"{backlog.OldestRequestSeconds:0} seconds.")
            .FirstOrDefault();
    }
}
