using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class DueTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Later = Stores.Noon.AddHours(2);

    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Users_take_turns_however_many_connections_one_of_them_has()
    {
        var (crowd, one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        for (var number = 0; number < 20; number++)
            await stores.SyncedAsync(crowd, 1m, $"key-of-the-crowd-{number}");
        await stores.SyncedAsync(one, 1m, "key-of-one");
        await stores.SyncedAsync(two, 1m, "key-of-two");

        var requested = await RequestAsync(waitedFor: false, limit: 6);

        Assert.Equal(6, requested.Count);
        Assert.Contains(requested, connection => connection.UserId == one);
        Assert.Contains(requested, connection => connection.UserId == two);
    }

    [Fact]
    public async Task Each_region_is_requested_separately_and_one_that_is_not_configured_counts_as_unknown()
    {
        foreach (var region in (string?[])["eea", "us", "mars", null])
        {
            await stores.SyncedAsync(Guid.CreateVersion7(), 1m, $"key-of-{region}");
            await TestDatabase.ExecuteAsync(
                stores.Database.Owner,
                $"update user_connections set region = nullif('{region}', '') where account_id = 'key-of-{region}'");
        }

        Assert.Equal(["eea"], await RegionsAsync("eea"));
        Assert.Equal(["mars", null], (await RegionsAsync(null)).OrderDescending());
        Assert.Equal(1, await stores.Worker<DueStore>().OutstandingAsync("binance", Place("eea"), Later, Cancel));
        Assert.Equal(["us"], await RegionsAsync("us"));

        static DuePlace Place(string? region) => new(region, ["global", "eea", "us"]);

        async Task<IEnumerable<string?>> RegionsAsync(string? region) =>
            (await stores.Worker<DueStore>().RequestAsync(
                "binance", Place(region), false, 10, Later, Later.AddMinutes(5), Cancel))
            .Select(connection => connection.Region);
    }

    [Fact]
    public async Task Connections_that_have_to_read_every_wallet_are_requested_apart_from_the_others()
    {
        var readings = new Dictionary<string, string>
        {
            ["new"] = "null", ["old"] = "'2026-11-22 09:04Z'", ["recent"] = "'2026-11-22 09:06Z'",
            ["ahead"] = "'2027-01-01Z'",
        };
        foreach (var (key, readAt) in readings)
        {
            await stores.SyncedAsync(Guid.CreateVersion7(), 1m, key);
            await TestDatabase.ExecuteAsync(
                stores.Database.Owner,
                $"update user_connections set full_reading_at = {readAt} where account_id = '{key}'");
        }

        Assert.Equal(1, await RequestedAsync(full: false));
        Assert.Equal(1, await OutstandingAsync(full: false));
        Assert.Equal(3, await RequestedAsync(full: true));
        Assert.Equal(3, await OutstandingAsync(full: true));

        // At two o'clock, and the sync after the next is at five past three at the latest.
        static DuePlace Place(bool full) => new(null, [], new DueReading(full, TimeSpan.FromHours(6), 65 / 60d));

        Task<int> OutstandingAsync(bool full) =>
            stores.Worker<DueStore>().OutstandingAsync("binance", Place(full), Later, Cancel);

        async Task<int> RequestedAsync(bool full) => (await stores.Worker<DueStore>().RequestAsync(
            "binance", Place(full), false, 10, Later, Later.AddMinutes(5), Cancel)).Count;
    }

    [Fact]
    public async Task A_claim_that_was_given_back_for_want_of_capacity_has_to_read_every_wallet_next()
    {
        var user = Guid.CreateVersion7();
        var connection = await stores.ConnectAsync(user);
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update user_connections set full_reading_at = now()");
        var claim = await stores.ClaimedAsync(user, connection.Id);

        await stores.Worker<ClaimStore>().ReleaseAsync(claim, Later, fullReading: true, Cancel);

        Assert.NotNull(claim.FullReadingAt);
        Assert.Null((await stores.ClaimAsync(user, connection.Id, 1, Later)).Claim?.FullReadingAt);
    }

    [Fact]
    public async Task Expired_manual_requests_are_repeated_apart_from_scheduled_ones()
    {
        var user = Guid.CreateVersion7();
        await stores.SyncedAsync(user, 1m, "a-key-that-was-synced");
        var lost = await stores.ConnectAsync(user, "a-key-whose-message-was-lost");

        Assert.Equal([lost.Id], (await RequestAsync(waitedFor: true, limit: 10)).Select(connection => connection.Id));
        Assert.Single(await RequestAsync(waitedFor: false, limit: 10));
    }

    [Fact]
    public async Task Unclaimed_requests_are_counted_until_a_worker_claims_them()
    {
        var user = Guid.CreateVersion7();
        await stores.SyncedAsync(user, 1m, "key-one");
        await stores.SyncedAsync(user, 1m, "key-two");

        var requested = await RequestAsync(waitedFor: false, limit: 10);
        Assert.Equal(2, await OutstandingAsync());
        await stores.ClaimedAsync(user, requested[0].Id, requested[0].RequestNumber, Later);

        Assert.Equal(1, await OutstandingAsync());
    }

    [Fact]
    public async Task A_deferred_request_is_repeated_after_its_time_under_the_same_trigger()
    {
        var user = Guid.CreateVersion7();
        var connection = await stores.ConnectAsync(user);

        await stores.Worker<ClaimStore>().DeferAsync(user, connection.Id, 1, Later.AddSeconds(30), Cancel);

        Assert.Empty(await RequestAsync(waitedFor: true, limit: 10));
        var again = Assert.Single(await RequestAsync(waitedFor: true, limit: 10, Later.AddSeconds(30)));
        Assert.Equal("created", again.RequestTrigger);
    }

    [Fact]
    public async Task A_claim_that_is_given_back_leaves_its_request_to_be_repeated()
    {
        var user = Guid.CreateVersion7();
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);

        await stores.Worker<ClaimStore>().ReleaseAsync(claim, Later, fullReading: false, Cancel);

        Assert.Equal(connection.Id, Assert.Single(await RequestAsync(waitedFor: true, limit: 10)).Id);
        Assert.NotNull((await stores.ClaimAsync(user, connection.Id, 2, Later)).Claim);
    }

    [Fact]
    public async Task A_request_that_could_not_be_sent_is_repeated_at_once()
    {
        await stores.SyncedAsync(Guid.CreateVersion7(), 1m);
        var unsent = await RequestAsync(waitedFor: false, limit: 10);

        await stores.Worker<DueStore>().TakeBackAsync(unsent, Later, Cancel);

        Assert.Equal(0, await OutstandingAsync());
        Assert.Equal(
            unsent[0].RequestNumber + 1, Assert.Single(await RequestAsync(waitedFor: false, limit: 10)).RequestNumber);
    }

    private Task<IReadOnlyList<DueConnection>> RequestAsync(bool waitedFor, int limit, DateTimeOffset? now = null) =>
        stores.Worker<DueStore>().RequestAsync(
            "binance", waitedFor, limit, now ?? Later, (now ?? Later).AddMinutes(5), Cancel);

    private Task<int> OutstandingAsync() => stores.Worker<DueStore>().OutstandingAsync("binance", null, Later, Cancel);
}
