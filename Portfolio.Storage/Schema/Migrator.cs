using System.Globalization;
using DbUp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Schema;

/// <summary>
/// Brings a database to the schema of this version, with the owner's login. Running it again, or from several machines
/// at once, is safe: one runs at a time, and each script is applied once.
/// </summary>
public sealed partial class Migrator(IOptions<DatabaseOptions> options, ILogger<Migrator> logger)
{
    private const long AdvisoryLock = 0x506F_7274_666F_6C69;

    /// <exception cref="MigrationException">A script failed; the database is as the script before it left
    /// it.</exception>
    public async Task MigrateAsync(string connectionString, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
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

        await PrepareAsync(connection, "portfolio_api", options.Value.ApiPassword, ct);
        await PrepareAsync(connection, "portfolio_worker", options.Value.WorkerPassword, ct);
        LogMigrated(result.Scripts.Count());
    }

    private static async Task PrepareAsync(
        NpgsqlConnection connection, string role, string? password, CancellationToken ct)
    {
        await AllowLoginAsync(connection, role, password, ct);
        await LimitSessionsAsync(connection, role, ct);
    }

    private static async Task LimitSessionsAsync(NpgsqlConnection connection, string role, CancellationToken ct)
    {
        var (names, values) = SessionLimits.Of(role);
        var statements = new List<string>();
        await using (var missing = new NpgsqlCommand(SessionLimits.Statements, connection)
        {
            Parameters =
            {
                new() { Value = role }, new() { Value = names }, new() { Value = values },
            },
        })
        {
            await using var rows = await missing.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
                statements.Add(rows.GetString(0));
        }

        foreach (var statement in statements)
            await ExecuteAsync(connection, statement, ct);
    }

    private static async Task AllowLoginAsync(
        NpgsqlConnection connection, string role, string? password, CancellationToken ct)
    {
        if (password is null)
            return;

        await using var quote = new NpgsqlCommand(
            "select format('alter role %I login password %L', $1, $2)", connection)
        {
            Parameters = { new() { Value = role }, new() { Value = password } },
        };
        var statement = Convert.ToString(await quote.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        await ExecuteAsync(connection, statement ?? "", ct);
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
public sealed class MigrationException(string message, Exception inner) : Exception(message, inner);
