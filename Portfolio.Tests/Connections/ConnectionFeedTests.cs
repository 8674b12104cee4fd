using Microsoft.Extensions.Time.Testing;
using Portfolio.Api.Connections;
using Portfolio.Storage.Connections;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Connections;

/// <summary>The feed without any message: a change whose message was lost is found at the next heartbeat.</summary>
[NeedsServers]
public sealed class ConnectionFeedTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private readonly FakeTimeProvider clock = new(Stores.Noon);
    private readonly ConnectionSignals signals = new();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_feed_without_changes_sends_heartbeats()
    {
        await using var feed = Watch(null, Cancel);

        Assert.NotNull(Assert.IsType<ConnectionChange.Still>(await NextAsync(feed)).Position);
        for (var beat = 0; beat < 3; beat++)
        {
            var next = NextAsync(feed);
            clock.Advance(ConnectionFeed.Heartbeat - TimeSpan.FromTicks(1));
            Assert.False(next.IsCompleted);
            clock.Advance(TimeSpan.FromTicks(1));
            Assert.IsType<ConnectionChange.Still>(await next);
        }
    }

    [Fact]
    public async Task A_change_whose_message_is_lost_comes_with_the_next_heartbeat()
    {
        await using var feed = Watch(null, Cancel);
        await NextAsync(feed);
        var next = NextAsync(feed);
        var connection = await stores.ConnectAsync(user);

        clock.Advance(ConnectionFeed.Heartbeat);

        Assert.Equal(connection.Id, Assert.IsType<ConnectionChange.Changed>(await next).Connection.Id);
    }

    [Fact]
    public async Task A_message_wakes_every_watcher_of_the_user()
    {
        await using var one = Watch(null, Cancel);
        await using var other = Watch(null, Cancel);
        await NextAsync(one);
        await NextAsync(other);
        var heard = Task.WhenAll(NextAsync(one), NextAsync(other));
        await stores.ConnectAsync(user);

        signals.Signal(user);

        Assert.All(await heard, change => Assert.IsType<ConnectionChange.Changed>(change));
    }

    [Fact]
    public async Task Of_changes_that_come_together_only_the_last_one_has_a_position()
    {
        await using var feed = Watch(null, Cancel);
        await NextAsync(feed);
        await stores.ConnectAsync(user);
        await stores.ConnectAsync(user, "another-key-of-this-test");
        var next = NextAsync(feed);

        signals.Signal(user);

        Assert.Null((await next).Position);
        Assert.NotNull((await NextAsync(feed)).Position);
    }

    [Fact]
    public async Task A_watch_that_is_cancelled_ends_without_an_exception()
    {
        using var over = new CancellationTokenSource();
        await using var feed = Watch(null, over.Token);
        await NextAsync(feed);
        var next = feed.MoveNextAsync();

        await over.CancelAsync();

        Assert.False(await next);
    }

    private IAsyncEnumerator<ConnectionChange> Watch(FeedPosition? after, CancellationToken ct) =>
        new ConnectionFeed(stores.Api<ChangeStore>(), signals, clock).WatchAsync(user, after, ct)
            .GetAsyncEnumerator(ct);

    private static async Task<ConnectionChange> NextAsync(IAsyncEnumerator<ConnectionChange> feed)
    {
        Assert.True(await feed.MoveNextAsync());
        return feed.Current;
    }
}
