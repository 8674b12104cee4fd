using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Architecture;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Each login may do what its work needs.</summary>
[NeedsServers]
public sealed class LeastRightsTests(PostgresServer postgres)
{
    private readonly Guid user = Guid.CreateVersion7();

    [Theory]
    [InlineData("portfolio_owner")]
    [InlineData("portfolio_api")]
    [InlineData("portfolio_worker")]
    [InlineData("portfolio_rotation")]
    public async Task No_login_has_rights_over_the_server(string login)
    {
        await using var database = await postgres.CreateAsync();

        Assert.Equal("f f f f f", await database.ReadAsync<string>(
            $"""
            select concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls)
            from pg_roles where rolname = '{login}'
            """));
    }

    [Theory]
    [InlineData("copy assets from program 'true'")]
    [InlineData("create role another")]
    [InlineData("alter role portfolio_worker password 'known'")]
    [InlineData("set role portfolio_worker")]
    [InlineData("alter system set log_statement = 'all'")]
    public async Task The_owner_may_change_the_schema_and_nothing_else(string sql)
    {
        await using var database = await postgres.CreateAsync();

        await AssertRefusedAsync(database.Owner, sql);
    }

    [Theory]
    [InlineData("update user_connections set api_key_sealed = '\\x01'")]
    [InlineData("update user_connections set api_secret_sealed = '\\x01'")]
    [InlineData("update user_connections set passphrase_sealed = '\\x01'")]
    public async Task The_worker_may_not_fill_a_sealed_column(string sql)
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await stores.ConnectAsync(user);

        await AssertRefusedAsync(stores.Database.Worker, $"set app.user_id = '{user}'; {sql}");
    }

    [Fact]
    public async Task The_worker_empties_sealed_columns_of_a_key_that_it_refuses()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);

        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Failure("excess_permissions", true), Cancel);

        Assert.Equal(1, await stores.Database.ReadAsync<long>(
            "select count(*) from user_connections where api_key_sealed is null and api_secret_sealed is null"));
    }

    [Fact]
    public async Task The_worker_deletes_no_connection_that_was_synced()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        await TestDatabase.ExecuteAsync(
            stores.Database.Worker, $"set app.user_id = '{user}'; delete from user_connections");

        Assert.NotNull(await stores.Api<ConnectionStore>().FindAsync(user, connection.Id, Cancel));
    }

    [Theory]
    [InlineData("select label from user_connections")]
    [InlineData("select * from balances")]
    [InlineData("update user_connections set label = 'mine'")]
    [InlineData("delete from user_connections")]
    [InlineData("insert into user_connections default values")]
    public async Task A_rotation_reaches_sealed_columns_alone(string sql)
    {
        await using var database = await postgres.CreateAsync();

        await AssertRefusedAsync(database.Rotation, sql);
    }

    [Fact]
    public async Task What_a_superuser_owned_in_an_earlier_release_is_the_owners_afterwards()
    {
        var database = await postgres.CreateEmptyAsync();
        await using var stores = new Stores(database);
        await TestDatabase.ExecuteAsync(
            database.Superuser, $"alter database {database.Name} owner to current_user");
        await PostgresServer.MigrateAsync(database.Superuser);

        foreach (var _ in (int[])[1, 2])
        {
            await TestDatabase.ExecuteAsync(
                database.Superuser, Repository.Read("deploy/postgres", "owner.sql"));
        }

        Assert.Equal(0, await database.ReadAsync<long>(
            """
            select count(*)
            from (
                select relowner as owner from pg_class where relnamespace = 'public'::regnamespace
                union all
                select proowner from pg_proc where pronamespace = 'public'::regnamespace
                union all
                select typowner from pg_type where typnamespace = 'public'::regnamespace
                union all
                select datdba from pg_database where datname = current_database()
            ) as everything
            where owner <> 'portfolio_owner'::regrole
            """));
        await PostgresServer.MigrateAsync(database.Owner);
        await TestDatabase.ExecuteAsync(database.Owner, "alter table user_connections add column later integer");
        await TestDatabase.ExecuteAsync(
            database.Owner, $"insert into users (id, name, role) values ('{user}', 'User', 'user')");
        await stores.SyncedAsync(user, 1m);
    }

    private static async Task AssertRefusedAsync(string login, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(login, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }
}
