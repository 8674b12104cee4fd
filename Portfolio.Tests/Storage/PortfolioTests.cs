using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Renamed and removed, also while others are at work in it.</summary>
[NeedsServers]
public sealed class PortfolioTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    private PortfolioStore Portfolios => stores.Api<PortfolioStore>();

    private PortfolioRemovalStore Removal => stores.Api<PortfolioRemovalStore>();

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Another_name_changes_nothing_else()
    {
        await stores.SyncedAsync(user, 2m);
        var before = Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel));

        var renamed = await Portfolios.RenameAsync(user, before.Id, "Savings", Cancel);

        Assert.Equal((before.Id, "Savings", "100000"), (renamed?.Id, renamed?.Name, renamed?.TotalUsd));
        Assert.Equal("Savings", Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel)).Name);
        Assert.Null(await Portfolios.RenameAsync(user, Guid.CreateVersion7(), "Savings", Cancel));
    }

    [Fact]
    public async Task One_that_a_connection_syncs_into_stays_and_the_connection_is_named()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var portfolio = Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel)).Id;

        var contents = await Removal.LookAsync(user, portfolio, Cancel);
        var outcome = Assert.IsType<RemoveOutcome.InUse>(await RemoveAsync(portfolio));

        Assert.Equal((1, connection.Id), (contents.Transactions, Assert.Single(contents.Live).Id));
        Assert.Equal(connection.Id, Assert.Single(outcome.Live).Id);
        Assert.Equal(1, await stores.Database.ReadAsync<long>("select count(*) from transactions"));
        Assert.NotNull(await Portfolios.FindAsync(user, portfolio, Cancel));
    }

    [Fact]
    public async Task The_history_of_disconnected_connections_goes_with_it_and_no_other_portfolio_changes()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var portfolio = Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel)).Id;
        await stores.Worker<PortfolioValueStore>().TakeAsync(user, Stores.Noon, Cancel);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);
        var other = await Portfolios.AddAsync(user, "Another", Stores.Noon, Cancel);
        var staying = await IntoAsync(other.Id);

        Assert.Equal(2, (await Removal.LookAsync(user, portfolio, Cancel)).Transactions);
        Assert.IsType<RemoveOutcome.Removed>(await RemoveAsync(portfolio));

        Assert.Equal(other.Id, Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel)).Id);
        Assert.Equal(staying, Assert.Single(await stores.Api<ConnectionStore>().ListAsync(user, null, 10, Cancel)).Id);
        Assert.Empty(await stores.Api<RunStore>().ListAsync(user, connection.Id, null, 10, Cancel));
        foreach (var rows in new[] { "transactions", "portfolio_values", "user_connections where not has_secret" })
            Assert.Equal(0, await stores.Database.ReadAsync<long>($"select count(*) from {rows}"));
        Assert.Equal(
            connection.Id,
            await stores.Database.ReadAsync<Guid>(
                "select connection_id from audit_events where event = 'disconnected_purged'"));
        Assert.IsType<RemoveOutcome.NotFound>(await RemoveAsync(portfolio));
    }

    [Fact]
    public async Task A_connection_that_is_being_put_into_it_keeps_it()
    {
        var portfolio = (await Portfolios.AddAsync(user, "Trading", Stores.Noon, Cancel)).Id;
        await using var others = await BeginAsync(
            $"""
            insert into user_connections (
                id, user_id, portfolio_id, exchange, label, api_key_masked, sync_interval_minutes, request_number,
                request_trigger, created_at)
            values (gen_random_uuid(), '{user}', '{portfolio}', 'okx', 'OKX', '…', 60, 1, 'created', now())
            """);

        var removal = RemoveAsync(portfolio);
        await stores.UntilSomebodyWaitsAsync();
        await others.CommitAsync(Cancel);

        Assert.Equal("OKX", Assert.Single(Assert.IsType<RemoveOutcome.InUse>(await removal).Live).Label);
    }

    [Fact]
    public async Task A_connect_during_its_removal_does_not_find_it()
    {
        var portfolio = (await Portfolios.AddAsync(user, "Trading", Stores.Noon, Cancel)).Id;
        await using var others = await BeginAsync($"delete from portfolios where id = '{portfolio}'");

        var connecting = stores.Api<ConnectStore>().AddAsync(Stores.New(user, portfolioId: portfolio), Cancel);
        await stores.UntilSomebodyWaitsAsync();
        await others.CommitAsync(Cancel);

        Assert.IsType<ConnectOutcome.UnknownPortfolio>(await connecting);
    }

    [Fact]
    public async Task A_first_sync_that_ends_while_it_is_removed_goes_into_a_new_one()
    {
        var portfolio = (await Portfolios.AddAsync(user, "Trading", Stores.Noon, Cancel)).Id;
        var claim = await stores.ClaimedAsync(user, (await stores.ConnectAsync(user)).Id);
        await using var others = await BeginAsync(RemovalOf(portfolio));

        var storing = stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m), Cancel);
        await stores.UntilSomebodyWaitsAsync();
        await others.CommitAsync(Cancel);

        Assert.Equal(StoreOutcome.Stored, await storing);
        Assert.Equal("Binance Sync", Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel)).Name);
    }

    [Fact]
    public async Task The_values_of_the_day_are_taken_without_the_one_that_is_removed_meanwhile()
    {
        var portfolio = (await Portfolios.AddAsync(user, "Trading", Stores.Noon, Cancel)).Id;
        await Portfolios.AddAsync(user, "Savings", Stores.Noon, Cancel);
        await using var others = await BeginAsync(RemovalOf(portfolio));

        var taking = stores.Worker<PortfolioValueStore>().TakeAsync(user, Stores.Noon, Cancel);
        await stores.UntilSomebodyWaitsAsync();
        await others.CommitAsync(Cancel);
        await taking;

        Assert.Equal(1, await stores.Database.ReadAsync<long>("select count(*) from portfolio_values"));
    }

    private Task<RemoveOutcome> RemoveAsync(Guid portfolio) =>
        Removal.RemoveAsync(user, portfolio, Stores.Noon, Cancel);

    private async Task<Guid> IntoAsync(Guid portfolio) => Assert.IsType<ConnectOutcome.Stored>(
        await stores.Api<ConnectStore>().AddAsync(Stores.New(user, "another-key", portfolioId: portfolio), Cancel))
        .Connection.Id;

    /// <summary>The statements of a removal before its commit.</summary>
    private string RemovalOf(Guid portfolio) =>
        $"""
        select pg_advisory_xact_lock(hashtextextended('{user}', 0));
        delete from portfolios where id = '{portfolio}'
        """;

    /// <summary>Another session's transaction with this statement; rolled back unless it is committed.</summary>
    private async Task<NpgsqlTransaction> BeginAsync(string sql)
    {
        var connection = new NpgsqlConnection(stores.Database.Owner);
        await connection.OpenAsync(Cancel);
        var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(Cancel);
        return transaction;
    }
}
