using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portfolio.Storage.Database;

/// <summary>Healthy when this process could do its work in PostgreSQL now.</summary>
public sealed class PostgresCheck(DatabaseReadiness database) : IHealthCheck
{
    /// <summary>PostgreSQL that takes longer does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await database.FindProblemAsync(limit.Token).WaitAsync(limit.Token) is { } problem
                ? HealthCheckResult.Unhealthy(problem)
                : HealthCheckResult.Healthy();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"PostgreSQL did not answer within {Patience.TotalSeconds:0} seconds.");
        }
    }
}
