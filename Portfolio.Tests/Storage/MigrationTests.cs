using DbUp;
using Npgsql;
using Portfolio.Storage.Schema;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class MigrationTests(PostgresServer postgres)
{
    private const string Folder = "Portfolio.Storage.Schema.";

    private const string TwoConnections =
        """
        insert into user_connections (
            id, user_id, exchange, label, api_key_masked, sync_interval_minutes, request_number, asked_trigger,
            created_at)
        select gen_random_uuid(), gen_random_uuid(), exchange, exchange, '', 60, 1, 'created', now()
        from unnest(array['binance', 'okx']) exchange;

        insert into assets (id, source, symbol, name) values (gen_random_uuid(), 'okx', 'USDT', 'Tether');

        insert into balances (connection_id, wallet, asset_id, user_id, quantity, dust)
        select c.id, 'trading', a.id, c.user_id, 1015.6, false
        from user_connections c join assets a on a.source = c.exchange;
        """;

    private static readonly long Scripts = typeof(Migrator).Assembly.GetManifestResourceNames()
        .LongCount(name => name.EndsWith(".sql", StringComparison.Ordinal));

    [Fact]
    public async Task An_empty_database_gets_the_schema_and_a_second_run_changes_nothing()
    {
        await using var database = await postgres.CreateEmptyAsync();
        await PostgresServer.MigrateAsync(database.Owner);
        var applied = await database.ReadAsync<long>("select count(*) from schemaversions");

        await PostgresServer.MigrateAsync(database.Owner);

        Assert.Equal(Scripts, applied);
        Assert.Equal(applied, await database.ReadAsync<long>("select count(*) from schemaversions"));
        Assert.Equal(
            9,
            await database.ReadAsync<long>(
                """
                select count(*) from pg_tables where tablename in (
                    'user_connections', 'portfolios', 'assets', 'transactions', 'balances', 'sync_runs',
                    'request_budgets', 'idempotency_keys', 'audit_events')
                """));
    }

    [Fact]
    public async Task Quantities_that_have_unrealized_profit_in_them_are_known_after_an_upgrade()
    {
        await using var database = await postgres.CreateEmptyAsync();
        Assert.True(DeployChanges.To
            .PostgresqlDatabase(database.Owner)
            .WithScriptsEmbeddedInAssembly(
                typeof(Migrator).Assembly, name => string.CompareOrdinal(name, $"{Folder}0011") < 0)
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade()
            .Successful);
        await TestDatabase.ExecuteAsync(database.Owner, TwoConnections);

        await PostgresServer.MigrateAsync(database.Owner);

        Assert.Equal("okx", await database.ReadAsync<string>(
            "select string_agg(exchange, ',') from user_connections where not profit_apart"));
        Assert.Equal("1015.6 0", await database.ReadAsync<string>(
            "select concat(quantity, ' ', unrealized_profit) from balances"));
        await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(
            database.Owner, "update balances set quantity = 0"));
        await TestDatabase.ExecuteAsync(database.Owner, "update balances set quantity = 0, unrealized_profit = 15.6");
    }

    [Fact]
    public async Task What_refers_to_a_deleted_connection_or_portfolio_is_found_by_an_index()
    {
        await using var database = await postgres.CreateAsync();

        Assert.Null(await database.ReadAsync<string?>(
            """
            select string_agg(f.conname, ', ')
            from pg_constraint f
            where f.contype = 'f' and f.confrelid in ('user_connections'::regclass, 'portfolios'::regclass)
                and not exists (
                    select from pg_index i where i.indrelid = f.conrelid and i.indkey[0] = any(f.conkey))
            """));
    }

    [Fact]
    public async Task Several_that_migrate_at_once_take_turns()
    {
        await using var database = await postgres.CreateEmptyAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => PostgresServer.MigrateAsync(database.Owner))));

        Assert.Equal(Scripts, await database.ReadAsync<long>("select count(*) from schemaversions"));
    }

    [Fact]
    public async Task A_login_that_may_not_change_the_schema_gets_a_clear_error()
    {
        await using var database = await postgres.CreateEmptyAsync();

        await Assert.ThrowsAsync<MigrationException>(() => PostgresServer.MigrateAsync(database.Worker));
    }

    [Theory]
    [InlineData("update user_connections set user_id = gen_random_uuid()")]
    [InlineData("update transactions set quantity = 1")]
    [InlineData("delete from transactions")]
    [InlineData("delete from portfolios")]
    [InlineData("delete from sync_runs")]
    [InlineData("create table mine (id int)")]
    public async Task The_worker_may_not_rewrite_history_or_whose_a_row_is(string sql)
    {
        await using var database = await postgres.CreateAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => TestDatabase.ExecuteAsync(database.Worker, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Without_a_user_the_worker_removes_nobodys_connection()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await stores.ConnectAsync(Guid.CreateVersion7());

        await TestDatabase.ExecuteAsync(stores.Database.Worker, "delete from user_connections");

        Assert.Equal(1, await stores.Database.ReadAsync<long>("select count(*) from user_connections"));
    }

    [Theory]
    [InlineData("select api_key_sealed from user_connections")]
    [InlineData("select * from user_connections")]
    [InlineData("update transactions set quantity = 1")]
    [InlineData("delete from transactions")]
    [InlineData("update portfolios set user_id = gen_random_uuid()")]
    [InlineData("alter table user_connections disable row level security")]
    [InlineData("set role portfolio_worker")]
    public async Task The_API_may_not_read_sealed_columns_or_lift_its_limits(string sql)
    {
        await using var database = await postgres.CreateAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(database.Api, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }
}
