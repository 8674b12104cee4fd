using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Portfolio.Storage;
using Portfolio.Tests.Isolation;

namespace Portfolio.Tests.Servers;

/// <summary>One test's own database, with the addresses of its logins.</summary>
/// <param name="superuser">The address of the server's superuser, who does what an operator does.</param>
/// <param name="at">The address of a login.</param>
internal sealed class TestDatabase(PostgresServer server, string name, string superuser, Func<string, string> at)
    : IAsyncDisposable
{
    private readonly List<IHost> hosts = [];

    public string Name => name;

    public string Superuser => superuser;

    public string Owner { get; } = at("portfolio_owner");

    public string Api { get; } = at("portfolio_api");

    public string Worker { get; } = at("portfolio_worker");

    public string Rotation { get; } = at("portfolio_rotation");

    /// <summary>The stores as a process with this login has them.</summary>
    public IServiceProvider StoresAs(string login, params string[] settings)
    {
        var builder = Host.CreateApplicationBuilder([
            $"--ConnectionStrings:Postgres={login}",
            "--Logging:LogLevel:Default=Warning",
            .. TestKeys.Settings,
            .. settings,
        ]);
        builder.AddStorage();
        StatementTap.Current?.Connect(builder.Services, login);
        var host = builder.Build();
        hosts.Add(host);
        return host.Services;
    }

    public T As<T>(string login)
        where T : notnull =>
        StoresAs(login).GetRequiredService<T>();

    /// <summary>One value, read with the owner's login, whom row-level security does not bind.</summary>
    public Task<T?> ReadAsync<T>(string sql) => ReadAsync<T>(Owner, sql);

    /// <summary>Of the server: its statistics, and other logins' sessions.</summary>
    public Task<T?> ReadServerAsync<T>(string sql) => ReadAsync<T>(superuser, sql);

    private static async Task<T?> ReadAsync<T>(string login, string sql)
    {
        await using var source = NpgsqlDataSource.Create(login);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel) is T value ? value : default;
    }

    /// <summary>Nothing else reads or writes these tables until it is disposed.</summary>
    public async Task<NpgsqlConnection> LockAsync(string tables)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Owner) { Pooling = false }.ToString());
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand($"begin; lock table {tables} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    public static async Task ExecuteAsync(string login, string sql)
    {
        await using var source = NpgsqlDataSource.Create(login);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            host.Dispose();
        await server.ExecuteAsync($"drop database {name} with (force)");
    }
}
