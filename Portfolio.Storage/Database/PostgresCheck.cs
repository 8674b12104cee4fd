using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary>Healthy when PostgreSQL answers this process's login.</summary>
public sealed class PostgresCheck(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException fault)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", fault);
        }
    }
}
