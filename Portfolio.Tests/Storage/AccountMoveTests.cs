using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>An account is moved with its ledger, and nothing of it changes but the portfolio.</summary>
[NeedsServers]
public sealed class AccountMoveTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Ledger =
        """
        select string_agg(
            concat_ws(' ', id, position, connection_id, asset_id, run_id, quantity, delta, occurred_at), ';'
            order by position)
        from transactions
        """;

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;
    private AccountMoveStore moves = null!;
    private Guid connection;
    private Guid origin;
    private Guid target;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        moves = stores.Api<AccountMoveStore>();
        connection = (await stores.SyncedAsync(user, 1m)).Connection.Id;
        origin = Assert.Single(await PortfoliosAsync()).Id;
        target = (await stores.Api<PortfolioStore>().AddAsync(user, "Trading", Stores.Noon, Cancel)).Id;
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Amounts_ids_and_order_of_the_ledger_stay_and_only_the_portfolio_changes()
    {
        var before = await stores.Database.ReadAsync<string>(Ledger);

        Assert.Equal(MoveOutcome.Moved, await MoveAsync(target));

        Assert.Equal(before, await stores.Database.ReadAsync<string>(Ledger));
        Assert.Equal([target], await PortfoliosOfRowsAsync());
        Assert.Equal(target, (await stores.Api<ConnectionStore>().FindAsync(user, connection, Cancel))?.PortfolioId);
        Assert.Equal("0", (await PortfoliosAsync()).Single(row => row.Id == origin).TotalUsd);
        var (went, came) = (Assert.Single(await ListAsync(origin)), Assert.Single(await ListAsync(target)));
        Assert.Equal(
            ((Guid?)target, false, (Guid?)origin, true), (went.OtherId, went.CameIn, came.OtherId, came.CameIn));
    }

    [Fact]
    public async Task A_sync_under_way_books_into_the_new_portfolio()
    {
        await stores.Api<ResyncStore>().RequestAsync(
            user, connection, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
        var claim = await stores.ClaimedAsync(user, connection, 2);
        await MoveAsync(target);

        var stored = await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(3m), Cancel);

        Assert.Equal(StoreOutcome.Stored, stored);
        Assert.Equal([target], await PortfoliosOfRowsAsync());
        Assert.Equal(2, await stores.Database.ReadAsync<long>("select count(*) from transactions"));
    }

    [Fact]
    public async Task A_move_waits_for_a_sync_that_stores_its_result_and_takes_its_rows_along()
    {
        await using var sync = new NpgsqlConnection(stores.Database.Owner);
        await sync.OpenAsync(Cancel);
        await using var transaction = await sync.BeginTransactionAsync(Cancel);
        await ExecuteAsync($"update user_connections set label = label where id = '{connection}'");
        var moving = MoveAsync(target);
        await Eventually.TrueAsync(async () => await stores.Database.ReadAsync<bool>(
            """
            select exists (
                select from pg_locks l join pg_stat_activity a using (pid)
                where a.datname = current_database() and not l.granted)
            """));

        await ExecuteAsync(
            """
            insert into transactions (
                id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, occurred_at)
            select gen_random_uuid(), user_id, portfolio_id, connection_id, asset_id, 2, 1, occurred_at
            from transactions
            """);
        await transaction.CommitAsync(Cancel);

        Assert.Equal(MoveOutcome.Moved, await moving);
        Assert.Equal([target], await PortfoliosOfRowsAsync());

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, sync, transaction);
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_disconnected_account_is_moved_and_the_emptied_portfolio_deleted()
    {
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection, Stores.Noon, Cancel);
        var account = Assert.Single(await moves.ListAccountsAsync(user, origin, Cancel));

        await MoveAsync(target);
        var removed = await stores.Api<PortfolioRemovalStore>().RemoveAsync(user, origin, Stores.Noon, Cancel);

        Assert.Equal((connection, Stores.Noon), (account.Id, account.DeletedAt));
        Assert.IsType<RemoveOutcome.Removed>(removed);
        Assert.Equal([target], await PortfoliosOfRowsAsync());
        Assert.Equal(2, await stores.Database.ReadAsync<long>("select count(*) from transactions"));
        Assert.Null(Assert.Single(await ListAsync(target)).OtherId);
    }

    [Fact]
    public async Task Before_its_first_sync_a_connection_gets_its_portfolio_by_the_move()
    {
        var fresh = (await stores.ConnectAsync(user, "another-key")).Id;

        Assert.Equal(MoveOutcome.Moved, await moves.MoveAsync(user, fresh, target, Stores.Noon, Cancel));

        Assert.Equal(target, (await stores.Api<ConnectionStore>().FindAsync(user, fresh, Cancel))?.PortfolioId);
        Assert.Empty(await ListAsync(target));
    }

    [Fact]
    public async Task A_move_to_where_it_is_changes_nothing()
    {
        Assert.Equal(MoveOutcome.Moved, await MoveAsync(origin));

        Assert.Empty(await ListAsync(origin));
    }

    [Fact]
    public async Task Nothing_is_moved_from_or_to_another_user()
    {
        var other = Guid.CreateVersion7();
        var foreign = (await stores.Api<PortfolioStore>().AddAsync(other, "Foreign", Stores.Noon, Cancel)).Id;

        Assert.Equal(MoveOutcome.NoPortfolio, await MoveAsync(foreign));
        Assert.Equal(
            MoveOutcome.Missing, await moves.MoveAsync(other, connection, foreign, Stores.Noon, Cancel));
        Assert.Equal(MoveOutcome.NoPortfolio, await MoveAsync(Guid.CreateVersion7()));

        Assert.Equal([origin], await PortfoliosOfRowsAsync());
        Assert.Empty(await moves.ListAccountsAsync(other, origin, Cancel));
    }

    [Fact]
    public async Task A_move_is_in_the_audit_log()
    {
        await MoveAsync(target);

        Assert.Equal(1, await stores.Database.ReadAsync<long>(
            $"select count(*) from audit_log where action = 'connection_moved' and target_id = '{connection}'"));
    }

    private Task<MoveOutcome> MoveAsync(Guid portfolio) =>
        moves.MoveAsync(user, connection, portfolio, Stores.Noon.AddMinutes(5), Cancel);

    private Task<IReadOnlyList<AccountMoveRow>> ListAsync(Guid portfolio) =>
        moves.ListAsync(user, portfolio, Stores.Noon, Cancel);

    private Task<IReadOnlyList<PortfolioRow>> PortfoliosAsync() =>
        stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel);

    private async Task<Guid[]> PortfoliosOfRowsAsync() =>
        await stores.Database.ReadAsync<Guid[]>("select array_agg(distinct portfolio_id) from transactions") ?? [];
}
