using Portfolio.Storage.Connections;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class ClaimTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Of_many_deliveries_at_once_one_claims()
    {
        var connection = await stores.ConnectAsync(user);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stores.ClaimAsync(user, connection.Id)));

        Assert.Single(results, result => result.Claim is not null);
        Assert.Equal(7, results.Count(result => result.Refusal is ClaimRefusal.Leased));
    }

    [Fact]
    public async Task Runs_stay_in_the_order_of_their_ids_after_the_clock_was_set_back()
    {
        var connection = await stores.ConnectAsync(user);
        var ahead = Stores.Noon.AddHours(2);
        var times = new[] { ahead, Stores.Noon, Stores.Noon, ahead.AddMinutes(1) };

        var claims = new List<Claim>();
        foreach (var now in times)
        {
            await TestDatabase.ExecuteAsync(stores.Database.Owner, "update user_connections set lease_until = null");
            claims.Add(await stores.ClaimedAsync(user, connection.Id, now: now));
        }

        Assert.Equal(times, claims.Select(claim => claim.StartedAt));
        Assert.Equal(
            [ahead, ahead.AddMilliseconds(1), ahead.AddMilliseconds(2), times[3]],
            claims.Select(claim => claim.AttemptedAt));
        var ids = claims.Select(claim => Guid.CreateVersion7(claim.AttemptedAt)).ToList();
        Assert.Equal(ids.Order(), ids);
    }

    [Fact]
    public async Task A_claim_opens_the_key_that_was_stored()
    {
        var connection = await stores.ConnectAsync(user);

        var credentials = (await stores.ClaimedAsync(user, connection.Id)).Unseal();

        Assert.Equal(("the-key-of-this-test", "the-secret-of-this-test"), (credentials.ApiKey, credentials.ApiSecret));
    }

    [Fact]
    public async Task A_request_that_was_answered_is_not_claimed_again()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        Assert.Equal(ClaimRefusal.Answered, (await stores.ClaimAsync(user, connection.Id)).Refusal);
    }

    [Fact]
    public async Task A_request_that_was_overtaken_is_dropped()
    {
        var connection = await stores.ConnectAsync(user);
        var later = Stores.Noon.AddMinutes(2);
        await stores.Worker<DueStore>().RequestAsync("binance", true, 10, later, later.AddMinutes(5), Cancel);

        Assert.Equal(ClaimRefusal.Overtaken, (await stores.ClaimAsync(user, connection.Id, 1, later)).Refusal);
    }

    [Fact]
    public async Task An_unknown_and_a_disconnected_connection_are_gone()
    {
        var connection = await stores.ConnectAsync(user);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);

        Assert.Equal(ClaimRefusal.Gone, (await stores.ClaimAsync(user, connection.Id)).Refusal);
        Assert.Equal(ClaimRefusal.Gone, (await stores.ClaimAsync(user, Guid.CreateVersion7())).Refusal);
    }

    [Fact]
    public async Task A_sync_of_a_dead_worker_is_requested_again_when_its_lease_and_its_request_are_over()
    {
        var connection = await stores.ConnectAsync(user);
        await stores.ClaimedAsync(user, connection.Id);
        var due = stores.Worker<DueStore>();

        Assert.Empty(
            await due.RequestAsync("binance", true, 10, Stores.Noon.AddMinutes(2), Stores.Noon.AddMinutes(7), Cancel));
        var requested = Assert.Single(
            await due.RequestAsync("binance", true, 10, Stores.Noon.AddMinutes(4), Stores.Noon.AddMinutes(9), Cancel));

        Assert.Equal((connection.Id, 2L, "created"), (requested.Id, requested.RequestNumber, requested.RequestTrigger));
    }

    [Fact]
    public async Task A_due_connection_is_requested_once_by_concurrent_sweeps()
    {
        for (var number = 0; number < 20; number++)
            await stores.ConnectAsync(Guid.CreateVersion7(), $"key-number-{number}");
        var later = Stores.Noon.AddMinutes(2);

        var sweeps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            stores.Worker<DueStore>().RequestAsync("binance", true, 10, later, later.AddMinutes(5), Cancel)));

        var requested = sweeps.SelectMany(sweep => sweep).Select(connection => connection.Id).ToList();
        Assert.Equal(20, requested.Count);
        Assert.Distinct(requested);
    }

    [Fact]
    public async Task A_manual_request_supersedes_a_scheduled_one_that_still_waits()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var later = Stores.Noon.AddHours(2);
        await stores.Worker<DueStore>().RequestAsync("binance", false, 10, later, later.AddMinutes(5), Cancel);

        var outcome = await stores.Api<ResyncStore>().RequestAsync(
            user, connection.Id, later, later.AddMinutes(1), TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(3, Assert.IsType<ResyncOutcome.Requested>(outcome).Connection.RequestNumber);
        Assert.Equal(ClaimRefusal.Overtaken, (await stores.ClaimAsync(user, connection.Id, 2, later)).Refusal);
    }

    [Fact]
    public async Task A_manual_request_of_a_clock_that_ran_ahead_throttles_none()
    {
        var connection = await stores.ConnectAsync(user);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"""
            update user_connections
            set request_expires_at = null, resync_requested_at = '{Stores.Noon.AddHours(2):O}'
            """);

        Assert.IsType<ResyncOutcome.Requested>(await stores.Api<ResyncStore>().RequestAsync(
            user, connection.Id, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task A_request_of_all_makes_every_connection_due_that_may_be_synced_and_no_other_persons()
    {
        var (fresh, paused, busy) = (
            await stores.ConnectAsync(user), await stores.ConnectAsync(user, "paused"),
            await stores.ConnectAsync(user, "busy"));
        var other = await stores.ConnectAsync(Guid.CreateVersion7(), "of another person");
        var later = Stores.Noon.AddMinutes(5);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"""
            update user_connections set request_expires_at = null;
            update user_connections set paused = true, next_sync_at = null where id = '{paused.Id}';
            update user_connections set lease_until = '{later.AddMinutes(1):O}' where id = '{busy.Id}';
            """);
        Task<ResyncAllOutcome> RequestAsync(DateTimeOffset now) => stores.Api<ResyncStore>().RequestAllAsync(
            user, now, now.AddMinutes(1), TimeSpan.FromSeconds(30), Cancel);

        var first = await RequestAsync(later);
        var second = await RequestAsync(later);

        var requested = Assert.Single(first.Requested);
        Assert.Equal((fresh.Id, 2, "manual"), (requested.Id, requested.RequestNumber, requested.RequestTrigger));
        Assert.Equal((1, 1), (first.UnderWay, first.Refused));
        Assert.Equal((0, 2, 1), (second.Requested.Count, second.UnderWay, second.Refused));
        Assert.Equal(
            1L,
            await stores.Database.ReadAsync<long>(
                $"select request_number from user_connections where id = '{other.Id}'"));
    }

    [Fact]
    public async Task A_manual_request_joins_one_that_is_under_way_and_is_throttled_after_one_that_ended()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var resync = stores.Api<ResyncStore>();
        var later = Stores.Noon.AddMinutes(5);
        Task<ResyncOutcome> RequestAsync(DateTimeOffset now) =>
            resync.RequestAsync(user, connection.Id, now, now.AddMinutes(1), TimeSpan.FromSeconds(30), Cancel);

        Assert.IsType<ResyncOutcome.Requested>(await RequestAsync(later));
        Assert.IsType<ResyncOutcome.UnderWay>(await RequestAsync(later));
        var claim = await stores.ClaimedAsync(user, connection.Id, 2, later);
        Assert.IsType<ResyncOutcome.UnderWay>(await RequestAsync(later));
        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m, claim.AccountId ?? "", later), Cancel);

        Assert.Equal(
            later.AddSeconds(30),
            Assert.IsType<ResyncOutcome.Throttled>(await RequestAsync(later.AddSeconds(2))).Until);
        Assert.IsType<ResyncOutcome.Requested>(await RequestAsync(later.AddSeconds(30)));
    }
}
