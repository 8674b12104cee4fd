using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Portfolio.Storage.Audit;

namespace Portfolio.Storage.Database;

/// <summary>
/// Dapper over a data source, one user at a time: every call names the user it works for, and row-level security hides
/// the rows of other users from its statements. Each call is one round trip and one transaction. Other projects see the
/// type in the constructors of stores, and none of its members.
/// </summary>
/// <param name="actor">Named to the database with the user, for the audit log that its triggers write.</param>
public sealed class UserDatabase(NpgsqlDataSource source, CurrentActor actor)
{
    // PostgreSQL would compile the larger statements before each run, for seconds, to save milliseconds.
    private const string ForUser =
        "select set_config('app.user_id', @appUser, true), set_config('app.actor', @appActor, true), "
        + "set_config('jit', 'off', true);";

    /// <summary>
    /// For statements on a few rows that a call to an exchange waits for: one that takes longer is stuck, and the call
    /// ends while its sync still has most of its lease.
    /// </summary>
    internal const int InCallSeconds = 10;

    static UserDatabase()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new UtcTimestamp());
    }

    /// <summary>Null when the statement returns no row.</summary>
    internal async Task<T?> FindAsync<T>(Guid userId, string sql, object? args, CancellationToken ct)
        where T : class =>
        (await ListAsync<T>(userId, sql, args, ct)).SingleOrDefault();

    internal Task<IReadOnlyList<T>> ListAsync<T>(Guid userId, string sql, object? args, CancellationToken ct) =>
        ReadAsync<IReadOnlyList<T>>(userId, sql, args, async rows => (await rows.ReadAsync<T>()).AsList(), ct);

    /// <summary>
    /// As <see cref="ListAsync{T}"/>, but streams the rows, however many they are. All are of one moment. A connection
    /// to the database is held until the last row was taken.
    /// </summary>
    internal async IAsyncEnumerable<T> StreamAsync<T>(
        Guid userId, string sql, object? args, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var rows = await connection.ExecuteReaderAsync(Command(userId, sql, args, null, ct));
        await rows.NextResultAsync(ct);
        var read = rows.GetRowParser<T>();
        while (await rows.ReadAsync(ct))
            yield return read(rows);
    }

    /// <summary>How many rows were written.</summary>
    internal async Task<int> ExecuteAsync(Guid userId, string sql, object? args, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await connection.ExecuteAsync(Command(userId, sql, args, null, ct));
    }

    /// <summary>Reads the result sets of several statements, in their order.</summary>
    internal async Task<T> ReadAsync<T>(
        Guid userId, string sql, object? args, Func<SqlMapper.GridReader, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var rows = await connection.QueryMultipleAsync(Command(userId, sql, args, null, ct));
        await rows.ReadAsync<string>();
        return await read(rows);
    }

    /// <summary>
    /// Several statements with decisions between them, as one transaction that ends when it is disposed.
    /// </summary>
    internal async Task<UserTransaction> BeginAsync(Guid userId, CancellationToken ct)
    {
        var connection = await OpenAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(Command(userId, "", null, transaction, ct));
        return new UserTransaction(connection, transaction);
    }

    /// <summary>A statement across users, for what row-level security allows without one: the worker's sweep.</summary>
    /// <param name="seconds">How long it may take; null: as long as any statement may.</param>
    internal async Task<IReadOnlyList<T>> ListForAllAsync<T>(
        string sql, object? args, CancellationToken ct, int? seconds = null)
    {
        await using var connection = await OpenAsync(ct);
        return (await connection.QueryAsync<T>(
            new CommandDefinition(sql, args, commandTimeout: seconds, cancellationToken: ct))).AsList();
    }

    /// <summary>As <see cref="ListForAllAsync{T}"/>, for a write. How many rows were written.</summary>
    internal async Task<int> ExecuteForAllAsync(string sql, object? args, CancellationToken ct, int? seconds = null)
    {
        await using var connection = await OpenAsync(ct);
        return await connection.ExecuteAsync(
            new CommandDefinition(sql, args, commandTimeout: seconds, cancellationToken: ct));
    }

    /// <summary>
    /// Npgsql lets the failure to resolve a host's name through as it is; here it is a failure of the database, too.
    /// </summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        try
        {
            return await source.OpenConnectionAsync(ct);
        }
        catch (Exception fault) when (fault is SocketException or TimeoutException)
        {
            throw new NpgsqlException($"PostgreSQL cannot be reached: {fault.Message}", fault);
        }
    }

    private CommandDefinition Command(
        Guid userId, string sql, object? args, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        var parameters = new DynamicParameters(args);
        parameters.Add("appUser", userId.ToString());
        parameters.Add("appActor", actor.Value?.Json ?? "");
        return new CommandDefinition(ForUser + sql, parameters, transaction, cancellationToken: ct);
    }
}

/// <summary>Rolls back when disposed without <see cref="CommitAsync"/>.</summary>
internal sealed class UserTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public async Task<T?> FindAsync<T>(string sql, object? args, CancellationToken ct)
        where T : class =>
        await connection.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(sql, args, transaction, cancellationToken: ct));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? args, CancellationToken ct) =>
        (await connection.QueryAsync<T>(new CommandDefinition(sql, args, transaction, cancellationToken: ct))).AsList();

    public Task<T> SingleAsync<T>(string sql, object? args, CancellationToken ct) =>
        connection.QuerySingleAsync<T>(new CommandDefinition(sql, args, transaction, cancellationToken: ct));

    /// <summary>How many rows were written.</summary>
    public Task<int> ExecuteAsync(string sql, object? args, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(sql, args, transaction, cancellationToken: ct));

    public Task CommitAsync(CancellationToken ct) => transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
