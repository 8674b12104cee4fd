using Npgsql;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>The stored state of renames, and the part of it that a claim reads.</summary>
[NeedsServers]
public sealed class RenameStoreTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;
    private Guid connection;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        connection = (await stores.ConnectAsync(user)).Id;
        var claim = await stores.ClaimedAsync(user, connection);
        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(100m, symbol: "FTM"), Cancel);
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_rename_within_a_run_names_the_row_it_continues()
    {
        await StoreAsync(2, Stores.Balance("S", 130m), Converted(130m));

        var ledger = await LedgerAsync();

        Assert.Equal(["S 130 100 renamed", "S 30 30 ", "FTM 0 -100 renamed", "FTM 100 100 "], ledger.Select(Text));
        Assert.Equal(ledger[2].Id, ledger[0].ContinuesId);
        Assert.All(ledger.Skip(1), row => Assert.Null(row.ContinuesId));
    }

    [Fact]
    public async Task The_same_result_again_books_nothing_more_of_an_asset_with_two_rows()
    {
        var at = Stores.Noon.AddHours(2);
        var claim = await ClaimAsync(2);
        var result = Stores.Booking(2, Stores.Balance("S", 130m), Converted(130m));

        await stores.Worker<ResultStore>().StoreAsync(claim, result, Cancel);
        await stores.Worker<ResultStore>().StoreAsync(claim, result, Cancel);

        Assert.Equal(4, (await LedgerAsync()).Count);
        Assert.True(at < result.FinishedAt);
    }

    [Fact]
    public async Task A_claim_reads_waiting_rows_and_their_arrivals()
    {
        await StoreAsync(2, null, [new HoldingChange("FTM", 0, "awaiting_successor")]);
        var waiting = Assert.Single((await ClaimAsync(3)).Renames.Waiting);
        await ReleaseAsync();
        await StoreAsync(
            4, Stores.Balance("S", 60m), [new HoldingChange("S", 60m, "renamed") { ContinuesRow = waiting.Id }]);

        var memory = (await ClaimAsync(5)).Renames;

        Assert.Equal(("FTM", 100m, 60m), (waiting.Symbol, waiting.Quantity, Assert.Single(memory.Waiting).Came["S"]));
        Assert.Equal(["FTM", "S"], memory.EverHeld.Order());
        Assert.Equal(Stores.Noon.AddHours(4).AddMinutes(1), memory.LastCompleteAt);
        Assert.Equal(waiting.Id, (await LedgerAsync())[0].ContinuesId);
    }

    [Fact]
    public async Task After_thirty_days_nothing_waits()
    {
        await StoreAsync(2, null, [new HoldingChange("FTM", 0, "awaiting_successor")]);

        Assert.Single((await ClaimAsync(30 * 24)).Renames.Waiting);
        await ReleaseAsync();
        Assert.Empty((await ClaimAsync((30 * 24) + 3)).Renames.Waiting);
    }

    [Fact]
    public async Task A_claim_reads_credits_that_came_before_the_old_name_fell()
    {
        await StoreAsync(2, Stores.Balance("S", 100m), [new HoldingChange("S", 100m, "renamed") { Continues = "FTM" }]);
        var early = Assert.Single((await ClaimAsync(3)).Renames.Early);
        await ReleaseAsync();
        await StoreAsync(4, null, [new HoldingChange("FTM", 30m, "renamed")]);

        Assert.Equal(new EarlyCredit("FTM", "S", 100m, 0m), early);
        Assert.Equal(early with { Debited = 70m }, Assert.Single((await ClaimAsync(5)).Renames.Early));
    }

    [Fact]
    public async Task A_question_stays_as_long_as_runs_find_it_and_is_stored_once()
    {
        var question = new RenameQuestion("FTM", "NEU", 100m, Stores.Noon);
        await StoreAsync(2, null, [], question);
        await StoreAsync(3, null, [], question);
        var asked = Assert.Single((await ClaimAsync(4)).Renames.Questions);
        await ReleaseAsync();
        await StoreAsync(5, null, []);

        Assert.Equal(("NEU", 100m, Stores.Noon.AddHours(2).AddMinutes(1), null), (
            asked.New, asked.Quantity, asked.AskedAt, asked.Answer));
        Assert.Empty((await ClaimAsync(6)).Renames.Questions);
    }

    [Fact]
    public async Task The_worker_can_give_no_row_another_asset()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(
            stores.Database.Worker, "update transactions set asset_id = asset_id"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static HoldingChange[] Converted(decimal after) =>
    [
        new("FTM", 0, "renamed"),
        new("S", after - 100m, null),
        new("S", after, "renamed") { Continues = "FTM" },
    ];

    private static string Text(TransactionRow row) => $"{row.Symbol} {row.Quantity} {row.Delta} {row.Reason}";

    private async Task<Claim> ClaimAsync(int hour)
    {
        var at = Stores.Noon.AddHours(hour);
        await stores.Api<Portfolio.Storage.Connections.ResyncStore>().RequestAsync(
            user, connection, at, at.AddMinutes(1), TimeSpan.Zero, Cancel);
        var request = await stores.Database.ReadAsync<long>("select request_number from user_connections");
        return await stores.ClaimedAsync(user, connection, request, at);
    }

    private Task ReleaseAsync() => TestDatabase.ExecuteAsync(
        stores.Database.Owner, "update user_connections set lease_until = null, request_expires_at = null");

    private async Task StoreAsync(
        int hour, StoredBalance? balance, IReadOnlyList<HoldingChange> changes, params RenameQuestion[] questions)
    {
        var claim = await ClaimAsync(hour);
        var result = Stores.Booking(hour, balance, changes, questions);
        Assert.Equal(StoreOutcome.Stored, await stores.Worker<ResultStore>().StoreAsync(claim, result, Cancel));
    }

    private async Task<IReadOnlyList<TransactionRow>> LedgerAsync()
    {
        var portfolio = (await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel))[0].Id;
        return await stores.Api<TransactionStore>().ListAsync(user, portfolio, null, 50, Cancel);
    }
}
