using Portfolio.Storage.Connections;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>
/// One user with many connections requests all their syncs. The queue that a person's requests go to is first in, first
/// out, so the others' share is what lies before their requests in it: claims are counted here, and no time.
/// </summary>
[NeedsServers]
public sealed class OpenRequestTests(PostgresServer postgres) : IAsyncLifetime
{
    private const int AtMost = 10;

    private static readonly Guid Crowd = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly DateTimeOffset Later = Stores.Noon.AddHours(2);

    private readonly Queue<(Guid User, Guid Connection, long Request)> queue = [];
    private Stores stores = null!;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        await AddAsync(Crowd);
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task While_one_user_has_requested_two_hundred_syncs_another_ones_is_the_eleventh_claim()
    {
        await AddAsync(Other);
        await ConnectManyAsync(200);
        var own = (await stores.SyncedAsync(Other, 1m, "key-of-the-other")).Connection.Id;

        var all = await stores.Api<ResyncStore>().RequestAllAsync(
            Crowd, Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel);
        Send(Crowd, all.Requested);
        await SweepAsync();
        Send(Other, [await ResyncAsync(Other, own)]);
        await SweepAsync();

        Assert.Equal(200, all.Requested.Count);
        Assert.Equal(AtMost + 1, await ClaimsUntilAsync(Other));
    }

    [Fact]
    public async Task Single_requests_at_once_do_not_pass_the_limit_together()
    {
        await AddAsync(Other);
        var connections = await ConnectManyAsync(30);

        var requested = await Task.WhenAll(connections.Select(id => ResyncAsync(Crowd, id)));

        Assert.Equal(AtMost, requested.Count(row => !row.IsHeldBack));
    }

    [Fact]
    public async Task New_connections_are_requested_within_the_limit()
    {
        await AddAsync(Other);
        var requested = new List<ConnectionRow>();
        for (var number = 0; number < AtMost + 2; number++)
            requested.Add(await stores.ConnectAsync(Crowd, $"key-{number}"));

        Assert.Equal(AtMost, requested.Count(row => !row.IsHeldBack));
        Assert.False((await stores.ConnectAsync(Other, "key-of-the-other")).IsHeldBack);
    }

    [Fact]
    public async Task A_request_that_is_held_back_is_sent_as_others_of_its_user_end()
    {
        await AddAsync(Other);
        await ConnectManyAsync(25);
        Send(Crowd, (await stores.Api<ResyncStore>().RequestAllAsync(
            Crowd, Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel)).Requested);

        for (var done = 0; done < 25; done++)
        {
            Assert.InRange(queue.Count, 1, AtMost);
            await ServeAsync();
            await SweepAsync();
        }

        Assert.Empty(queue);
        Assert.Equal(0, await stores.Database.ReadAsync<long>(
            "select count(*) from user_connections where request_expires_at is not null"));
    }

    [Fact]
    public async Task A_request_that_is_held_back_is_under_way_to_its_user_and_no_one_waits_for_a_worker_because_of_it()
    {
        await AddAsync(Other);
        var connections = await ConnectManyAsync(AtMost + 1);
        foreach (var id in connections)
            await ResyncAsync(Crowd, id);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, "update user_connections set lease_until = now(), request_expires_at = null "
                + "where request_expires_at > next_sync_at");

        Assert.IsType<ResyncOutcome.UnderWay>(await stores.Api<ResyncStore>().RequestAsync(
            Crowd, connections[^1], Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel));
        var backlog = (await stores.Worker<ScheduleStateStore>().FindAsync(["binance"], Cancel)).Backlogs[0];
        Assert.True(backlog.OldestDueSeconds > 0);
        Assert.Equal(0, backlog.OldestRequestSeconds);
    }

    [Fact]
    public async Task A_user_who_is_alone_keeps_no_one_waiting_and_has_no_limit()
    {
        await ConnectManyAsync(AtMost + 5);

        Send(Crowd, (await stores.Api<ResyncStore>().RequestAllAsync(
            Crowd, Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel)).Requested);

        Assert.Equal(AtMost + 5, queue.Count);
    }

    private Task AddAsync(Guid user) => TestDatabase.ExecuteAsync(
        stores.Database.Owner,
        $"insert into users (id, name, role) values ('{user}', 'Someone', 'user') on conflict do nothing");

    private async Task<List<Guid>> ConnectManyAsync(int count)
    {
        var connections = new List<Guid>();
        for (var number = 0; number < count; number++)
            connections.Add((await stores.SyncedAsync(Crowd, 1m, $"key-of-the-crowd-{number}")).Connection.Id);
        return connections;
    }

    private async Task<ConnectionRow> ResyncAsync(Guid user, Guid connection) =>
        Assert.IsType<ResyncOutcome.Requested>(await stores.Api<ResyncStore>().RequestAsync(
            user, connection, Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel)).Connection;

    /// <summary>As the API does.</summary>
    private void Send(Guid user, IEnumerable<ConnectionRow> requested)
    {
        foreach (var row in requested.Where(row => !row.IsHeldBack))
            queue.Enqueue((user, row.Id, row.RequestNumber));
    }

    /// <summary>As the worker does.</summary>
    private async Task SweepAsync()
    {
        var requested = await stores.Worker<DueStore>().RequestAsync(
            "binance", waitedFor: true, 2_500, Later, Later.AddMinutes(5), Cancel);
        foreach (var due in requested)
            queue.Enqueue((due.UserId, due.Id, due.RequestNumber));
    }

    private async Task<int> ClaimsUntilAsync(Guid user)
    {
        for (var claims = 1; ; claims++)
        {
            if (await ServeAsync() == user)
                return claims;
            await SweepAsync();
        }
    }

    /// <summary>The first in the queue, from its claim to its end. Whose it was.</summary>
    private async Task<Guid> ServeAsync()
    {
        var (user, connection, request) = queue.Dequeue();
        var claim = await stores.ClaimedAsync(user, connection, request, Later);
        Assert.Equal(
            StoreOutcome.Stored,
            await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Unchanged(claim, Later.AddSeconds(1)), Cancel));
        return user;
    }
}
