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
/// A real PostgreSQL for the whole run: the one that PORTFOLIO_TEST_POSTGRES names (./test.sh sets it), else a container.
/// Every test works in a database of its own, copied from one that was migrated once.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Setting = "PORTFOLIO_TEST_POSTGRES";
    private const string Password = "only-for-these-tests";

    private readonly string template = $"template_{Guid.NewGuid():n}";
    private PostgreSqlContainer? container;
    private NpgsqlDataSource? owner;
    private string address = "";

    /// <summary>The owner's login, at the server's own database.</summary>
    public string OwnerAddress => address;

    public async ValueTask InitializeAsync()
    {
        address = Environment.GetEnvironmentVariable(Setting) ?? await StartContainerAsync();
        owner = NpgsqlDataSource.Create(address);
        await ExecuteAsync($"create database {template}");
        await MigrateAsync(At(template, "", ""));
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>An empty database without any schema.</summary>
    internal Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>A database with the current schema and no rows.</summary>
    internal Task<TestDatabase> CreateAsync() => CreateAsync(template);

    internal static Task MigrateAsync(string ownerAddress) => new Migrator(
        Options.Create(new DatabaseOptions { ApiPassword = Password, WorkerPassword = Password }),
        NullLogger<Migrator>.Instance).MigrateAsync(ownerAddress, Cancel);

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = (owner ?? throw new InvalidOperationException("Not started.")).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"drop database if exists {template} with (force)");
        if (owner is not null)
            await owner.DisposeAsync();
        if (container is not null)
            await container.DisposeAsync();
    }

    private async Task<TestDatabase> CreateAsync(string from)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await ExecuteAsync($"create database {name} template {from}");
        return new TestDatabase(
            this, name, At(name, "", ""), At(name, "portfolio_api", Password), At(name, "portfolio_worker", Password));
    }

    private string At(string database, string login, string password)
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
            container = new PostgreSqlBuilder("postgres:15.14").Build();
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (Exception noDocker)
        {
            throw new InvalidOperationException(
                $"The tests need a PostgreSQL. Run ./test.sh, or set {Setting} to its owner's connection string.", noDocker);
        }
    }
}
