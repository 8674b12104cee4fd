using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>One user's stores, pointed at another user's rows.</summary>
[NeedsServers]
public sealed class IsolationTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly Guid Owner = Guid.CreateVersion7();
    private static readonly Guid Stranger = Guid.CreateVersion7();

    private Stores stores = null!;
    private Guid connection;
    private Guid portfolio;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        connection = (await stores.SyncedAsync(Owner, 1.5m)).Connection.Id;
        portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(Owner, null, 10, Cancel)).Id;
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_stranger_finds_no_connection()
    {
        Assert.Null(await stores.Api<ConnectionStore>().FindAsync(Stranger, connection, Cancel));
        Assert.Empty(await stores.Api<ConnectionStore>().ListAsync(Stranger, null, 10, Cancel));
        Assert.Null(await stores.Api<ConnectionStore>().FindFirstOfAccountAsync(Stranger, connection, Cancel));
    }

    [Fact]
    public async Task A_stranger_reads_no_portfolio_holding_transaction_or_run()
    {
        Assert.Null(await stores.Api<PortfolioStore>().FindAsync(Stranger, portfolio, Cancel));
        Assert.Empty(await stores.Api<PortfolioStore>().ListAsync(Stranger, null, 10, Cancel));
        Assert.Empty(await stores.Api<HoldingStore>().ListAsync(Stranger, portfolio, Stores.Noon, Cancel));
        Assert.Empty(await stores.Api<TransactionStore>().ListAsync(Stranger, portfolio, null, 10, Cancel));
        Assert.Empty(await stores.Api<RunStore>().ListAsync(Stranger, connection, null, 10, Cancel));
    }

    [Fact]
    public async Task A_stranger_can_neither_resync_nor_disconnect()
    {
        var resync = await stores.Api<ResyncStore>().RequestAsync(
            Stranger, connection, Stores.Noon, Stores.Noon, TimeSpan.Zero, Cancel);

        Assert.IsType<ResyncOutcome.NotFound>(resync);
        Assert.False(await stores.Api<DisconnectStore>().KeepHistoryAsync(Stranger, connection, Stores.Noon, Cancel));
        Assert.False(await stores.Api<DisconnectStore>().PurgeAsync(Stranger, connection, Stores.Noon, Cancel));
        Assert.Equal("synced", ConnectionStatus.Of(await OwnersRowAsync(), Stores.Noon));
    }

    [Fact]
    public async Task A_stranger_neither_renames_a_portfolio_nor_looks_into_it_nor_removes_it()
    {
        var contents = await stores.Api<PortfolioRemovalStore>().LookAsync(Stranger, portfolio, Cancel);
        var removal = await stores.Api<PortfolioRemovalStore>().RemoveAsync(Stranger, portfolio, Stores.Noon, Cancel);

        Assert.Null(await stores.Api<PortfolioStore>().RenameAsync(Stranger, portfolio, "Mine", Cancel));
        Assert.Equal((0, 0), (contents.Transactions, contents.Live.Count));
        Assert.IsType<RemoveOutcome.NotFound>(removal);
        Assert.Equal("Binance Sync", (await stores.Api<PortfolioStore>().FindAsync(Owner, portfolio, Cancel))?.Name);
    }

    [Fact]
    public async Task A_stranger_cannot_sync_into_another_users_portfolio()
    {
        var outcome = await stores.Api<ConnectStore>().AddAsync(
            new NewConnection
            {
                UserId = Stranger,
                Exchange = "binance",
                Label = "Binance",
                Credentials = Stores.New(Stranger).Credentials,
                PortfolioId = portfolio,
                SyncIntervalMinutes = 60,
                Now = Stores.Noon,
                RequestExpiresAt = Stores.Noon,
            },
            Cancel);

        Assert.IsType<ConnectOutcome.UnknownPortfolio>(outcome);
        Assert.Empty(await stores.Api<ConnectionStore>().ListAsync(Stranger, null, 10, Cancel));
    }

    [Fact]
    public async Task A_message_that_names_the_wrong_user_claims_nothing()
    {
        await stores.Api<ResyncStore>().RequestAsync(
            Owner, connection, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);

        Assert.Equal(ClaimRefusal.Gone, (await stores.ClaimAsync(Stranger, connection, request: 2)).Refusal);
        Assert.NotNull((await stores.ClaimAsync(Owner, connection, request: 2)).Claim);
    }

    [Fact]
    public async Task A_result_that_names_the_wrong_user_writes_nothing()
    {
        await stores.Api<ResyncStore>().RequestAsync(
            Owner, connection, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
        var claim = await stores.ClaimedAsync(Owner, connection, request: 2);
        var forged = new Claim
        {
            ConnectionId = connection, UserId = Stranger, Exchange = "binance", Request = 2, Fence = claim.Fence,
            Trigger = "manual", StartedAt = Stores.Noon, AttemptedAt = Stores.Noon, Unseal = claim.Unseal,
            SyncIntervalMinutes = 60, Failures = 0, Balances = [],
        };

        Assert.Equal(
            StoreOutcome.Superseded, await stores.Worker<ResultStore>().StoreAsync(forged, Stores.Result(9m), Cancel));
        Assert.Equal(
            "1.5",
            Assert.Single(
                await stores.Api<HoldingStore>().ListAsync(Owner, portfolio, Stores.Noon, Cancel)).Quantity);
    }

    [Fact]
    public async Task The_same_key_may_be_connected_by_another_user()
    {
        var theirs = await stores.ConnectAsync(Stranger);

        Assert.NotEqual(connection, theirs.Id);
    }

    [Fact]
    public async Task No_user_records_a_change_of_another_users_connection_through_a_trigger()
    {
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => TestDatabase.ExecuteAsync(
            stores.Database.Api,
            """
            create temp table forged (id uuid, user_id uuid, deleted_at timestamptz);
            create trigger forging after insert on forged for each row execute function note_removed_connection();
            """));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Without_a_user_the_API_sees_nothing() =>
        Assert.Equal(0, await CountAsync("select count(*) from transactions"));

    private async Task<long> CountAsync(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(stores.Database.Api);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancel) ?? -1L);
    }

    private async Task<ConnectionRow> OwnersRowAsync() =>
        await stores.Api<ConnectionStore>().FindAsync(Owner, connection, Cancel)
        ?? throw new InvalidOperationException("The owner's connection is gone.");
}
