using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage.Database;
using Portfolio.Storage.Schema;
using Portfolio.Tests.Servers;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Portfolio.Tests.Servers;

/// <summary>
/// A real PostgreSQL for the whole run, from the first test that needs it: the one that PORTFOLIO_TEST_POSTGRES names
/// (./test.sh sets it), else a container. Every test works in a separate database, copied from one that was migrated
/// once.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Setting = "PORTFOLIO_TEST_POSTGRES";
    private const string Password = "only-for-these-tests";

    private readonly string template = $"template_{Guid.NewGuid():n}";
    private readonly Lazy<Task<NpgsqlDataSource>> owner;
    private PostgreSqlContainer? container;
    private string address = "";

    // All databases here have one schema. Dapper would compile each statement again for each of them.
    static PostgresServer() => SqlMapper.ConnectionStringComparer = new AnyDatabase();

    public PostgresServer() => owner = new Lazy<Task<NpgsqlDataSource>>(StartAsync);

    /// <summary>An empty database without any schema.</summary>
    internal Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>A database with the current schema and no rows.</summary>
    internal Task<TestDatabase> CreateAsync() => CreateAsync(template);

    /// <summary>The whole database of a server that runs already, without any schema.</summary>
    internal TestDatabase Running(string ownerAddress)
    {
        var name = new NpgsqlConnectionStringBuilder(ownerAddress).Database ?? "";
        return new TestDatabase(
            this, name, ownerAddress, At(ownerAddress, name, "portfolio_api", Password),
            At(ownerAddress, name, "portfolio_worker", Password));
    }

    internal static Task MigrateAsync(string ownerAddress) => new Migrator(
        Options.Create(new DatabaseOptions { ApiPassword = Password, WorkerPassword = Password }),
        NullLogger<Migrator>.Instance).MigrateAsync(ownerAddress, Cancel);

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = (await owner.Value).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!owner.IsValueCreated)
            return;
        await ExecuteAsync($"drop database if exists {template} with (force)");
        await (await owner.Value).DisposeAsync();
        if (container is not null)
            await container.DisposeAsync();
    }

    private async Task<NpgsqlDataSource> StartAsync()
    {
        address = Environment.GetEnvironmentVariable(Setting) ?? await StartContainerAsync();
        var source = NpgsqlDataSource.Create(address);
        await using (var command = source.CreateCommand($"create database {template}"))
            await command.ExecuteNonQueryAsync();
        await MigrateAsync(At(template, "", ""));
        NpgsqlConnection.ClearAllPools();
        return source;
    }

    private async Task<TestDatabase> CreateAsync(string from)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await ExecuteAsync($"create database {name} template {from}");
        return new TestDatabase(
            this, name, At(name, "", ""), At(name, "portfolio_api", Password), At(name, "portfolio_worker", Password));
    }

    private string At(string database, string login, string password) => At(address, database, login, password);

    private static string At(string address, string database, string login, string password)
    {
        var at = new NpgsqlConnectionStringBuilder(address) { Database = database, IncludeErrorDetail = true };
        if (login.Length > 0)
            (at.Username, at.Password) = (login, password);
        return at.ConnectionString;
    }

    private async Task<string> StartContainerAsync()
    {
        try
        {
            container = new PostgreSqlBuilder("postgres:15.14")
                .WithCommand("-c", "shared_preload_libraries=pg_stat_statements", "-c", "full_page_writes=off").Build();
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (Exception noDocker)
        {
            throw new InvalidOperationException(
                $"The tests need a PostgreSQL. Run ./test.sh, or set {Setting} to its owner's connection string.",
                noDocker);
        }
    }

    private sealed class AnyDatabase : IEqualityComparer<string>
    {
        public bool Equals(string? one, string? other) => true;

        public int GetHashCode(string address) => 0;
    }
}
