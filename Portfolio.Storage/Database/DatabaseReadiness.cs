using System.Net.Sockets;
using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary>
/// Whether this process could work with PostgreSQL now: it is reachable, takes writes and has this version's schema.
/// </summary>
public sealed class DatabaseReadiness(NpgsqlDataSource source)
{
    private const string ReadOnly =
        "PostgreSQL takes no writes: it is a standby, or default_transaction_read_only is on.";

    private const string OldSchema =
        "The database has not the schema of this version yet. Run migrate; this process goes on when it has ended.";

    private const string Scripts = ".sql";

    private static readonly string[] Required = [.. typeof(DatabaseReadiness).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(Scripts, StringComparison.Ordinal))];

    /// <summary>A sentence for the operator; null when all is well. A newer schema is well, too.</summary>
    public async Task<string?> FindProblemAsync(CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand(
                """
                select current_setting('transaction_read_only') = 'on',
                    (select count(*) from schemaversions where scriptname = any($1))
                """);
            command.Parameters.Add(new() { Value = Required });
            await using var rows = await command.ExecuteReaderAsync(ct);
            await rows.ReadAsync(ct);
            return rows.GetBoolean(0) ? ReadOnly : rows.GetInt64(1) < Required.Length ? OldSchema : null;
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.InsufficientPrivilege)
        {
            return OldSchema;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or SocketException)
        {
            return $"PostgreSQL does not answer: {fault.Message}";
        }
    }
}
