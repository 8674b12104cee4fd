using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Syncs;
using Settings = Microsoft.Extensions.Options.Options;

namespace Portfolio.Tests.Syncs;

/// <summary>A worker's claims and results: the schedule's together, a person's alone.</summary>
[NeedsServers]
public sealed class SyncSetsTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Later = Stores.Noon.AddHours(2);

    private readonly Guid user = Guid.CreateVersion7();
    private readonly FakeTimeProvider clock = new(Later);
    private Stores stores = null!;
    private AccountStates states = null!;
    private SyncSets sets = null!;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        states = new AccountStates(stores.Worker<AccountStateStore>(), clock);
        sets = new SyncSets(
            stores.Worker<ClaimStore>(), stores.Worker<ResultStore>(), states, Settings.Create(new SyncOptions()),
            clock);
    }

    public ValueTask DisposeAsync()
    {
        states.Dispose();
        return stores.DisposeAsync();
    }

    [Fact]
    public async Task An_unchanged_sync_whose_state_is_known_takes_less_than_one_round_trip()
    {
        var first = await RequestAsync(10);
        await SyncAsync(first);
        clock.Advance(TimeSpan.FromHours(2));
        var again = await RequestAsync(0);
        using var trips = new RoundTrips(stores.Database);

        await SyncAsync(again);

        Assert.Equal(10, again.Count);
        // A claim, the prices and a result for all ten; as much again where the batches were cut in two.
        Assert.InRange(trips.Count, 3, 5);
    }

    [Fact]
    public async Task A_person_does_not_wait_for_a_batch()
    {
        var scheduled = await RequestAsync(2);

        var waiting = sets.ClaimAsync(scheduled[0], Cancel);
        var mine = await sets.ClaimAsync(scheduled[1] with { Scheduled = false }, Cancel);

        Assert.NotNull(mine.Claim);
        Assert.False(waiting.IsCompleted);
        Assert.NotNull((await HurriedAsync([waiting]))[0].Claim);
    }

    [Fact]
    public async Task A_request_that_is_refused_says_why_though_it_came_with_others()
    {
        var requests = await RequestAsync(3);
        requests[1] = requests[1] with { Request = 1 };

        var claims = await HurriedAsync([.. requests.Select(request => sets.ClaimAsync(request, Cancel))]);

        Assert.Equal([null, ClaimRefusal.Overtaken, null], claims.Select(claim => claim.Refusal));
    }

    [Fact]
    public async Task Of_a_set_that_fails_only_the_bad_result_is_not_stored()
    {
        var claims = await HurriedAsync(
            [.. (await RequestAsync(3)).Select(request => sets.ClaimAsync(request, Cancel))]);
        var results = claims.Select(claim => (Claim: claim.Claim!, Result: Unchanged(claim.Claim!))).ToList();
        results[1] = (results[1].Claim, Bad(results[1].Claim));

        var storing = results.Select(run => sets.StoreAsync(run.Claim, run.Result, scheduled: true, Cancel)).ToList();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => HurriedAsync(storing));

        Assert.Equal(
            [StoreOutcome.Stored, StoreOutcome.Stored], [await storing[0], await storing[2]]);
    }

    [Fact]
    public async Task A_state_that_another_worker_changed_is_read_again()
    {
        await SyncAsync(await RequestAsync(1));
        clock.Advance(TimeSpan.FromHours(2));
        var request = Assert.Single(await RequestAsync(0));
        var other = await stores.ClaimedAsync(user, request.ConnectionId, request.Request, clock.GetUtcNow());
        await stores.Worker<ResultStore>().StoreAsync(
            other, Stores.Result(9m, "key-number-0", clock.GetUtcNow()), Cancel);
        clock.Advance(TimeSpan.FromHours(2));

        var claimed = (await HurriedAsync(
            [.. (await RequestAsync(0)).Select(mine => sets.ClaimAsync(mine, Cancel))]))[0];

        Assert.Equal(9m, Assert.Single(Assert.IsType<Claim>(claimed.Claim).Balances).Quantity);
    }

    [Fact]
    public async Task The_state_after_a_stored_change_is_what_a_worker_that_reads_it_finds()
    {
        await SyncAsync(await RequestAsync(1));
        clock.Advance(TimeSpan.FromHours(2));
        var request = Assert.Single(await RequestAsync(0));
        var claim = (await HurriedAsync([sets.ClaimAsync(request, Cancel)]))[0].Claim!;
        await sets.StoreAsync(
            claim, Stores.Result(3m, "key-number-0", clock.GetUtcNow(), "ETH"), scheduled: true, Cancel);
        clock.Advance(TimeSpan.FromHours(2));
        using var trips = new RoundTrips(stores.Database);

        var known = (await HurriedAsync(
            [.. (await RequestAsync(0)).Select(mine => sets.ClaimAsync(mine, Cancel))]))[0].Claim!;

        // The request, the claim and the prices, and no reading of the account.
        Assert.Equal(3, trips.Count);
        var read = await stores.Worker<AccountStateStore>().ReadAsync(
            user, claim.ConnectionId, clock.GetUtcNow(), Cancel);
        Assert.Equal(
            read.Balances.OrderBy(balance => balance.Symbol),
            known.Balances.Select(balance => balance.Row).OrderBy(balance => balance.Symbol));
        Assert.Equal(["BTC", "ETH"], read.Renames.EverHeld.Order());
        Assert.Equal(read.Renames.EverHeld.Order(), known.Renames.EverHeld.Order());
        Assert.Equal(read.Renames.LastCompleteAt, known.Renames.LastCompleteAt);
    }

    private SyncResult Unchanged(Claim claim) => Stores.Unchanged(claim, clock.GetUtcNow());

    /// <summary>The database refuses its coverage.</summary>
    private SyncResult Bad(Claim claim) => Stores.Unchanged(claim, clock.GetUtcNow(), coverage: "no JSON");

    private async Task SyncAsync(IReadOnlyList<SyncRequest> requests)
    {
        var claims = await HurriedAsync([.. requests.Select(request => sets.ClaimAsync(request, Cancel))]);
        var outcomes = await HurriedAsync(
            [.. claims.Select(claim => sets.StoreAsync(claim.Claim!, Unchanged(claim.Claim!), true, Cancel))]);
        Assert.All(outcomes, outcome => Assert.Equal(StoreOutcome.Stored, outcome));
    }

    /// <summary>Lets the time pass that a batch waits for more.</summary>
    private async Task<T[]> HurriedAsync<T>(IReadOnlyList<Task<T>> tasks)
    {
        var all = Task.WhenAll(tasks);
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(5));
            return Task.FromResult(all.IsCompleted);
        });
        return await all;
    }

    /// <summary>Connects some more accounts and requests a scheduled sync of each that is due.</summary>
    private async Task<List<SyncRequest>> RequestAsync(int more)
    {
        for (var number = 0; number < more; number++)
            await stores.SyncedAsync(user, 1m, $"key-number-{number}");
        var now = clock.GetUtcNow();
        var due = await stores.Worker<DueStore>().RequestAsync(
            "binance", false, 100, now, now.AddMinutes(5), Cancel);
        return
        [
            .. due.OrderBy(connection => connection.Id).Select(connection => new SyncRequest(
                connection.Id, user, "binance", connection.RequestNumber, Scheduled: true)),
        ];
    }
}
