using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Storage.Schema;
using Portfolio.Tests.Architecture;
using Portfolio.Tests.Servers;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Portfolio.Tests.Servers;

/// <summary>
/// A real PostgreSQL for the whole run, from the first test that needs it: the one that PORTFOLIO_TEST_POSTGRES names
/// (./test.sh sets it) by its superuser's login, else a container. Every test works in a separate database, copied from
/// one that was migrated once, by the owner that an operator would make.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Setting = "PORTFOLIO_TEST_POSTGRES";
    private const string Password = "only-for-these-tests";

    private static readonly string[] Logins = ["owner", "api", "worker", "rotation"];

    /// <summary>Tests of stores write rows of users who have never signed in.</summary>
    private const string UsersOnDemand =
        """
        create function add_user_of_row() returns trigger
            language plpgsql security definer set search_path = public, pg_temp
        as $$
        begin
            insert into users (id, name, role) values (new.user_id, 'User', 'user') on conflict do nothing;
            return new;
        end
        $$;
        create trigger a_user_on_demand before insert on portfolios
            for each row execute function add_user_of_row();
        create trigger a_user_on_demand before insert on user_connections
            for each row execute function add_user_of_row();
        create trigger a_user_on_demand before insert on sign_in_codes
            for each row execute function add_user_of_row();
        create trigger a_user_on_demand before insert on sessions
            for each row execute function add_user_of_row();
        """;

    private readonly string template = $"template_{Guid.NewGuid():n}";
    private readonly Lazy<Task<NpgsqlDataSource>> superuser;
    private PostgreSqlContainer? container;
    private string address = "";

    // All databases here have one schema. Dapper would compile each statement again for each of them.
    static PostgresServer() => SqlMapper.ConnectionStringComparer = new AnyDatabase();

    public PostgresServer() => superuser = new Lazy<Task<NpgsqlDataSource>>(StartAsync);

    /// <summary>An empty database without any schema.</summary>
    internal Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>A database with the current schema and no rows.</summary>
    internal Task<TestDatabase> CreateAsync() => CreateAsync(template);

    /// <summary>The whole database of a server that runs already, without any schema.</summary>
    internal async Task<TestDatabase> RunningAsync(string superuserAddress)
    {
        await MakeLoginsAsync(superuserAddress);
        var name = new NpgsqlConnectionStringBuilder(superuserAddress).Database ?? "";
        return new TestDatabase(this, name, superuserAddress, login => At(superuserAddress, name, login));
    }

    internal static Task MigrateAsync(string ownerAddress) =>
        new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(ownerAddress, Cancel);

    /// <summary>As an operator does, by the script for it.</summary>
    internal static async Task MakeLoginsAsync(string superuserAddress)
    {
        var passwords = Logins.Select(login => $"-c portfolio.{login}_password={Password}");
        var address = new NpgsqlConnectionStringBuilder(superuserAddress) { Options = string.Join(' ', passwords) };
        await TestDatabase.ExecuteAsync(address.ConnectionString, Repository.Read("deploy/postgres", "roles.sql"));
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = (await superuser.Value).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!superuser.IsValueCreated)
            return;
        await ExecuteAsync($"drop database if exists {template} with (force)");
        await (await superuser.Value).DisposeAsync();
        if (container is not null)
            await container.DisposeAsync();
    }

    private async Task<NpgsqlDataSource> StartAsync()
    {
        address = Environment.GetEnvironmentVariable(Setting) ?? await StartContainerAsync();
        var source = NpgsqlDataSource.Create(address);
        await MakeLoginsAsync(address);
        await using (var command = source.CreateCommand($"create database {template} owner portfolio_owner"))
            await command.ExecuteNonQueryAsync();
        await MigrateAsync(At(address, template, "portfolio_owner"));
        await TestDatabase.ExecuteAsync(At(address, template, "portfolio_owner"), UsersOnDemand);
        NpgsqlConnection.ClearAllPools();
        return source;
    }

    private async Task<TestDatabase> CreateAsync(string from)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await ExecuteAsync($"create database {name} template {from} owner portfolio_owner");
        return new TestDatabase(this, name, At(address, name, null), login => At(address, name, login));
    }

    /// <param name="login">Null: the address's own.</param>
    private static string At(string address, string database, string? login)
    {
        var at = new NpgsqlConnectionStringBuilder(address) { Database = database, IncludeErrorDetail = true };
        if (login is not null)
            (at.Username, at.Password) = (login, Password);
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
                $"The tests need a PostgreSQL. Run ./test.sh, or set {Setting} to its superuser's connection.",
                noDocker);
        }
    }

    private sealed class AnyDatabase : IEqualityComparer<string>
    {
        public bool Equals(string? one, string? other) => true;

        public int GetHashCode(string address) => 0;
    }
}
