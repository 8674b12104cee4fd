using DbUp;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portfolio.Storage.Schema;

/// <summary>
/// Brings a database to the schema of this version, with the owner's login. Running it again, or from several machines
/// at once, is safe: one runs at a time, and each script is applied once.
/// </summary>
public sealed partial class Migrator(ILogger<Migrator> logger)
{
    private const long AdvisoryLock = 0x506F_7274_666F_6C69;

    /// <exception cref="MigrationException">
    /// A login is missing, or a script failed; the database is as the script before it left it.
    /// </exception>
    public async Task MigrateAsync(string connectionString, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await RequireLoginsAsync(connection, ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({AdvisoryLock})", ct);

        var result = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();

        if (!result.Successful)
        {
            throw new MigrationException(
                $"The schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }

        LogMigrated(result.Scripts.Count());
    }

    /// <summary>The owner makes no logins: a superuser does, once.</summary>
    private static async Task RequireLoginsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var missing = new NpgsqlCommand(
            """
            select string_agg(name, ', ')
            from unnest(array['portfolio_api', 'portfolio_worker', 'portfolio_rotation']) as name
            where not exists (select from pg_roles where rolname = name)
            """,
            connection);
        if (await missing.ExecuteScalarAsync(ct) is string names)
        {
            throw new MigrationException(
                $"The server has no login {names}. Make it with deploy/postgres/roles.sql, as the server's superuser.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "The database schema is current; this run applied {Applied} scripts")]
    private partial void LogMigrated(int applied);
}

/// <summary>The database could not be brought to this version's schema.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
