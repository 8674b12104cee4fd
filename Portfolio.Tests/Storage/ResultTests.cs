using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class ResultTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Writing_the_same_result_again_books_nothing_more()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);
        var result = Stores.Result(1.5m);

        await stores.Worker<ResultStore>().StoreAsync(claim, result, Cancel);
        await stores.Worker<ResultStore>().StoreAsync(claim, result, Cancel);

        Assert.Equal("1.5", Assert.Single(await LedgerAsync()).Delta);
        Assert.Single(await stores.Api<RunStore>().ListAsync(user, connection.Id, null, 10, Cancel));
    }

    [Fact]
    public async Task Deltas_add_up_to_the_newest_quantity_to_the_last_digit()
    {
        var (connection, _) = await stores.SyncedAsync(user, 0.0000000000000000001m);
        await ResyncAsync(connection.Id, 2, 123_456_789.12345678m);
        await ResyncAsync(connection.Id, 3, 0.3m);

        var ledger = await LedgerAsync();

        Assert.Equal("0.3", ledger[0].Quantity);
        Assert.Equal(0.3m, ledger.Sum(row => decimal.Parse(row.Delta)));
        Assert.Equal("123456789.1234567799999999999", ledger[1].Delta);
    }

    [Fact]
    public async Task A_late_writer_whose_fence_was_raised_writes_nothing_but_its_run()
    {
        var connection = await stores.ConnectAsync(user);
        var late = await stores.ClaimedAsync(user, connection.Id);
        var later = Stores.Noon.AddMinutes(10);
        Assert.Single(
            await stores.Worker<DueStore>().RequestAsync("binance", true, 10, later, later.AddMinutes(5), Cancel));
        var newer = await stores.ClaimedAsync(user, connection.Id, 2, later);
        await stores.Worker<ResultStore>().StoreAsync(newer, Stores.Result(2m, at: later.AddSeconds(1)), Cancel);

        var outcome = await stores.Worker<ResultStore>().StoreAsync(
            late, Stores.Result(1m, at: later.AddSeconds(2)), Cancel);

        Assert.Equal(StoreOutcome.Superseded, outcome);
        Assert.Equal("2", Assert.Single(await LedgerAsync()).Quantity);
        Assert.Equal(
            ["superseded", "succeeded"],
            (await stores.Api<RunStore>().ListAsync(user, connection.Id, null, 10, Cancel)).Select(run => run.Outcome));
    }

    [Fact]
    public async Task A_disconnect_closes_every_holding_and_nothing_late_opens_it_again()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await stores.Api<ResyncStore>().RequestAsync(
            user, connection.Id, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
        var underWay = await stores.ClaimedAsync(user, connection.Id, 2);

        Assert.True(await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel));
        var outcome = await stores.Worker<ResultStore>().StoreAsync(underWay, Stores.Result(7m), Cancel);

        Assert.Equal(StoreOutcome.Superseded, outcome);
        var ledger = await LedgerAsync();
        Assert.Equal(("0", "-1.5", "disconnected"), (ledger[0].Quantity, ledger[0].Delta, ledger[0].Reason));
        Assert.Equal(2, ledger.Count);
        Assert.Empty(await stores.Api<HoldingStore>().ListAsync(user, await PortfolioAsync(), Stores.Noon, Cancel));
        Assert.Equal(
            0, await stores.Database.ReadAsync<long>("select count(*) from user_connections where has_secret"));
    }

    [Fact]
    public async Task A_purge_leaves_no_row_and_nothing_late_brings_one_back()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await stores.Api<ResyncStore>().RequestAsync(
            user, connection.Id, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
        var underWay = await stores.ClaimedAsync(user, connection.Id, 2);

        Assert.True(await stores.Api<DisconnectStore>().PurgeAsync(user, connection.Id, Stores.Noon, Cancel));
        await stores.Worker<ResultStore>().StoreAsync(underWay, Stores.Result(7m), Cancel);

        Assert.Equal(
            0,
            await stores.Database.ReadAsync<long>(
                """
                select (select count(*) from user_connections) + (select count(*) from transactions)
                    + (select count(*) from balances) + (select count(*) from sync_runs)
                """));
    }

    [Fact]
    public async Task A_late_writer_does_not_swallow_a_newer_ask()
    {
        var connection = await stores.ConnectAsync(user);
        var slow = await stores.ClaimedAsync(user, connection.Id);
        var later = Stores.Noon.AddMinutes(10);
        await stores.Worker<DueStore>().RequestAsync("binance", true, 10, later, later.AddMinutes(5), Cancel);

        Assert.Equal(StoreOutcome.Stored, await stores.Worker<ResultStore>().StoreAsync(
            slow, Stores.Result(1m, at: later), Cancel));

        Assert.NotNull((await stores.ClaimAsync(user, connection.Id, 2, later)).Claim);
    }

    [Fact]
    public async Task The_history_that_a_disconnect_kept_can_be_purged_later()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);

        Assert.True(await stores.Api<DisconnectStore>().PurgeAsync(user, connection.Id, Stores.Noon, Cancel));

        Assert.Empty(await LedgerAsync());
    }

    [Fact]
    public async Task A_second_key_of_the_same_account_leaves_no_connection()
    {
        var (first, _) = await stores.SyncedAsync(user, 1.5m);
        var second = await stores.ConnectAsync(user, "another-key-of-the-account");
        var claim = await stores.ClaimedAsync(user, second.Id);

        var outcome = await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Result(1.5m, accountId: "the-key-of-this-test"), Cancel);

        Assert.Equal(StoreOutcome.DuplicateAccount, outcome);
        Assert.Null(await stores.Api<ConnectionStore>().FindAsync(user, second.Id, Cancel));
        Assert.Equal(
            first.Id, (await stores.Api<ConnectionStore>().FindFirstOfAccountAsync(user, second.Id, Cancel))?.Id);
        Assert.Single(await LedgerAsync());
    }

    [Fact]
    public async Task Two_first_syncs_at_once_agree_on_one_portfolio()
    {
        var keys = Enumerable.Range(0, 6).Select(number => $"key-number-{number}").ToList();
        var claims = new List<(Claim Claim, string Account)>();
        foreach (var key in keys)
            claims.Add((await stores.ClaimedAsync(user, (await stores.ConnectAsync(user, key)).Id), key));

        await Task.WhenAll(claims.Select(first =>
            stores.Worker<ResultStore>().StoreAsync(first.Claim, Stores.Result(1m, first.Account), Cancel)));

        Assert.Equal(
            "Binance Sync", Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Name);
        Assert.Equal("6", Assert.Single(
            await stores.Api<HoldingStore>().ListAsync(user, await PortfolioAsync(), Stores.Noon, Cancel)).Quantity);
    }

    [Fact]
    public async Task A_key_that_can_do_more_than_read_is_destroyed_and_its_fingerprint_kept()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);

        await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Failure("excess_permissions", refused: true), Cancel);

        var row = await stores.Api<ConnectionStore>().FindAsync(user, connection.Id, Cancel);
        Assert.Equal((false, "refused", null), (row?.HasSecret, row?.LastOutcome, row?.NextSyncAt));
        var again = await stores.Api<ConnectStore>().AddAsync(Stores.New(user), Cancel);
        Assert.True(Assert.IsType<ConnectOutcome.Stored>(again).Repaired);
        Assert.Equal(connection.Id, ((ConnectOutcome.Stored)again).Connection.Id);
    }

    private async Task ResyncAsync(Guid connection, long request, decimal btc)
    {
        var at = Stores.Noon.AddHours(request);
        await stores.Api<ResyncStore>().RequestAsync(user, connection, at, at.AddMinutes(1), TimeSpan.Zero, Cancel);
        var claim = await stores.ClaimedAsync(user, connection, request, at);
        await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Result(btc, claim.AccountId ?? "", at.AddSeconds(1)), Cancel);
    }

    private async Task<IReadOnlyList<TransactionRow>> LedgerAsync() =>
        await stores.Api<TransactionStore>().ListAsync(user, await PortfolioAsync(), null, 50, Cancel);

    private async Task<Guid> PortfolioAsync() =>
        Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
}
