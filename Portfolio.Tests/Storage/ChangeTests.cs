using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>The positions by which a reader finds the changes that it has not seen yet.</summary>
[NeedsServers]
public sealed class ChangeTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Each_connection_is_listed_once_as_it_is_now_in_the_order_of_the_last_changes()
    {
        var (first, _) = await stores.SyncedAsync(user, 1m);
        var second = await stores.ConnectAsync(user, "another-key-of-this-test");
        var seen = (await ListAsync(null)).Position;

        await RenameAsync(first.Id, "Renamed");
        var all = await ListAsync(null);
        var since = await ListAsync(seen);

        Assert.Equal([second.Id, first.Id], all.List.Select(change => change.ConnectionId));
        Assert.Equal("Renamed", Assert.Single(since.List).Connection?.Label);
        Assert.Empty((await ListAsync(since.Position)).List);
    }

    [Fact]
    public async Task A_persons_sync_is_a_change_when_it_begins_and_when_it_ends_and_its_request_is_not()
    {
        var connection = await stores.ConnectAsync(user);
        var seen = (await ListAsync(null)).Position;

        await stores.Worker<DueStore>().RequestAsync(
            "binance", true, 10, Stores.Noon.AddHours(1), Stores.Noon.AddHours(2), Cancel);
        Assert.Empty((await ListAsync(seen)).List);
        var claim = await stores.ClaimedAsync(user, connection.Id, 2);
        var syncing = await ListAsync(seen);
        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m), Cancel);
        var synced = await ListAsync(syncing.Position);

        Assert.Equal("syncing", StatusOf(Assert.Single(syncing.List), Stores.Noon));
        Assert.Equal("synced", StatusOf(Assert.Single(synced.List), Stores.Noon));
    }

    [Fact]
    public async Task A_sync_of_the_schedule_is_a_change_once_when_it_ends()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var seen = (await ListAsync(null)).Position;
        var later = Stores.Noon.AddHours(2);

        Assert.Single(await stores.Worker<DueStore>().RequestAsync(
            "binance", false, 10, later, later.AddMinutes(5), Cancel));
        var claim = await stores.ClaimedAsync(user, connection.Id, 2, later);
        Assert.Empty((await ListAsync(seen)).List);
        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m, at: later), Cancel);

        Assert.Equal("synced", StatusOf(Assert.Single((await ListAsync(seen)).List), later));
    }

    [Fact]
    public async Task The_end_of_a_dead_workers_lease_is_a_change_though_the_schedule_began_it()
    {
        await stores.SyncedAsync(user, 1m);
        var later = Stores.Noon.AddHours(2);
        var due = Assert.Single(await stores.Worker<DueStore>().RequestAsync(
            "binance", false, 10, later, later.AddMinutes(5), Cancel));
        await stores.ClaimedAsync(user, due.Id, 2, later);
        var seen = (await ListAsync(null)).Position;

        await stores.Worker<HousekeepingStore>().EndStaleLeasesAsync(["binance"], later.AddHours(1), Cancel);

        Assert.Single((await ListAsync(seen)).List);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disconnected_connection_is_listed_once_as_removed(bool keep)
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var seen = (await ListAsync(null)).Position;
        var disconnect = stores.Api<DisconnectStore>();

        if (keep)
            await disconnect.KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);
        var kept = (await ListAsync(null)).Position;
        await disconnect.PurgeAsync(user, connection.Id, Stores.Noon, Cancel);

        var removed = Assert.Single((await ListAsync(seen)).List);
        Assert.Equal((connection.Id, null), (removed.ConnectionId, removed.Connection));
        Assert.Equal(keep ? 0 : 1, (await ListAsync(kept)).List.Count);
    }

    [Fact]
    public async Task A_user_never_sees_another_users_connections()
    {
        var stranger = Guid.CreateVersion7();
        var gone = await stores.ConnectAsync(user);
        await stores.Api<DisconnectStore>().PurgeAsync(user, gone.Id, Stores.Noon, Cancel);
        await stores.ConnectAsync(stranger, "another-key-of-this-test");

        Assert.Single((await stores.Api<ChangeStore>().ListAsync(stranger, null, Cancel)).List);
        Assert.Equal(1, await stores.Database.ReadAsync<long>("select count(*) from removed_connections"));
        Assert.Equal(0, await CountWithoutUserAsync("removed_connections"));
    }

    [Fact]
    public async Task A_long_transaction_holds_no_other_change_back_and_its_own_comes_with_its_commit()
    {
        var slow = await stores.ConnectAsync(user);
        var quick = await stores.ConnectAsync(user, "another-key-of-this-test");
        var seen = (await ListAsync(null)).Position;
        await using var source = NpgsqlDataSource.Create(stores.Database.Owner);
        await using var open = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await open.BeginTransactionAsync(Cancel);
        await ExecuteAsync(open, $"update user_connections set label = 'slow' where id = '{slow.Id}'");

        await RenameAsync(quick.Id, "quick");
        var first = await ListAsync(seen);
        var nothing = await ListAsync(first.Position);
        await transaction.CommitAsync(Cancel);
        var second = await ListAsync(nothing.Position);

        Assert.Equal("quick", Assert.Single(first.List).Connection?.Label);
        Assert.Empty(nothing.List);
        Assert.Equal("slow", Assert.Single(second.List).Connection?.Label);
        Assert.Empty((await ListAsync(second.Position)).List);
    }

    [Fact]
    public async Task Two_syncs_of_one_user_do_not_wait_for_each_other()
    {
        var first = await stores.ConnectAsync(user);
        var second = await stores.ConnectAsync(user, "another-key-of-this-test");
        await using var source = NpgsqlDataSource.Create(stores.Database.Owner);
        await using var open = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await open.BeginTransactionAsync(Cancel);
        await ExecuteAsync(open, $"update user_connections set label = 'a' where id = '{first.Id}'");

        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"set lock_timeout = '5s'; update user_connections set label = 'b' where id = '{second.Id}'");

        Assert.Equal("b", await stores.Database.ReadAsync<string>(
            $"select label from user_connections where id = '{second.Id}'"));
    }

    [Fact]
    public async Task A_position_of_another_database_or_of_the_future_lists_everything_removals_included()
    {
        var gone = await stores.ConnectAsync(user);
        await stores.Api<DisconnectStore>().PurgeAsync(user, gone.Id, Stores.Noon, Cancel);
        await stores.ConnectAsync(user, "another-key-of-this-test");
        var position = (await ListAsync(null)).Position;

        Assert.Empty((await ListAsync(position)).List);
        Assert.Equal(2, (await ListAsync(position with { Epoch = "0123456789ab" })).List.Count);
        Assert.Equal(2, (await ListAsync(position with { Snapshot = "900000000000:900000000000:" })).List.Count);
        Assert.Equal(2, (await ListAsync(FeedPosition.Unknown)).List.Count);
    }

    [Fact]
    public async Task A_reader_that_follows_many_writers_misses_none_of_their_last_writes()
    {
        var ids = new List<Guid>();
        for (var number = 0; number < 8; number++)
            ids.Add((await stores.ConnectAsync(user, $"key-number-{number}-of-this-test")).Id);
        var seen = new Dictionary<Guid, string?>();
        FeedPosition? after = null;

        var writers = Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            for (var turn = 1; turn <= 20; turn++)
                await RenameAsync(id, $"turn {turn}");
        })));
        bool written;
        do
        {
            written = writers.IsCompleted;
            var changes = await ListAsync(after);
            after = FeedPosition.Parse(changes.Position.ToString());
            foreach (var change in changes.List)
                seen[change.ConnectionId] = change.Connection?.Label;
        }
        while (!written);

        await writers;
        Assert.All(ids, id => Assert.Equal("turn 20", seen[id]));
        Assert.Empty((await ListAsync(after)).List);
    }

    [Fact]
    public async Task Neither_login_writes_the_feed_itself()
    {
        foreach (var login in new[] { stores.Database.Api, stores.Database.Worker })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(
                () => TestDatabase.ExecuteAsync(login, "delete from removed_connections"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    private Task<Changes> ListAsync(FeedPosition? after) => stores.Api<ChangeStore>().ListAsync(user, after, Cancel);

    private static string? StatusOf(Change change, DateTimeOffset now) =>
        change.Connection is { } connection ? ConnectionStatus.Of(connection, now) : null;

    private Task<EditOutcome> RenameAsync(Guid id, string label) => stores.Api<EditStore>().EditAsync(
        user,
        id,
        new ConnectionEdit
        {
            Label = label, Now = Stores.Noon, RequestExpiresAt = Stores.Noon,
            Throttle = TimeSpan.Zero
        },
        Cancel);

    private async Task<long> CountWithoutUserAsync(string table)
    {
        await using var source = NpgsqlDataSource.Create(stores.Database.Api);
        await using var command = source.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync(Cancel) ?? -1L);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
