using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>The numbers by which a reader finds the changes that it has not seen yet.</summary>
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
        var seen = (await ListAsync(0)).Newest;

        await RenameAsync(first.Id, "Renamed");
        var all = await ListAsync(0);
        var since = await ListAsync(seen);

        Assert.Equal([second.Id, first.Id], all.List.Select(change => change.ConnectionId));
        Assert.Equal(("Renamed", seen + 1), (Assert.Single(since.List).Connection?.Label, since.Newest));
        Assert.Equal(since.Newest, since.List[0].Sequence);
        Assert.Empty((await ListAsync(since.Newest)).List);
    }

    [Fact]
    public async Task A_claim_and_its_result_are_changes_and_a_request_is_not()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var before = (await ListAsync(0)).Newest;
        var later = Stores.Noon.AddHours(2);

        var requested = await stores.Worker<DueStore>().RequestAsync(
            "binance", false, 10, later, later.AddMinutes(5), Cancel);
        var afterSweep = (await ListAsync(0)).Newest;
        var claim = await stores.ClaimedAsync(user, connection.Id, 2, later);
        var syncing = Assert.Single((await ListAsync(afterSweep)).List);
        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m, at: later), Cancel);
        var synced = Assert.Single((await ListAsync(syncing.Sequence)).List);

        Assert.Single(requested);
        Assert.Equal(before, afterSweep);
        Assert.Equal("syncing", StatusOf(syncing, later));
        Assert.Equal("synced", StatusOf(synced, later));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disconnected_connection_is_listed_once_as_removed(bool keep)
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var seen = (await ListAsync(0)).Newest;
        var disconnect = stores.Api<DisconnectStore>();

        if (keep)
            await disconnect.KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);
        var kept = (await ListAsync(0)).Newest;
        await disconnect.PurgeAsync(user, connection.Id, Stores.Noon, Cancel);

        var removed = Assert.Single((await ListAsync(seen)).List);
        Assert.Equal((connection.Id, null), (removed.ConnectionId, removed.Connection));
        Assert.Equal(keep ? kept : kept + 1, removed.Sequence);
    }

    [Fact]
    public async Task A_user_never_sees_another_users_connections()
    {
        var stranger = Guid.CreateVersion7();
        await stores.ConnectAsync(user);
        await stores.ConnectAsync(stranger, "another-key-of-this-test");

        Assert.Equal(1, (await stores.Api<ChangeStore>().ListAsync(stranger, 0, Cancel)).Newest);
        Assert.Single((await stores.Api<ChangeStore>().ListAsync(stranger, 0, Cancel)).List);
        Assert.Equal(
            0, await CountWithoutUserAsync("connection_changes") + await CountWithoutUserAsync("change_counters"));
    }

    [Fact]
    public async Task No_number_is_drawn_while_a_lower_one_is_not_committed()
    {
        var first = await stores.ConnectAsync(user);
        var second = await stores.ConnectAsync(user, "another-key-of-this-test");
        await using var source = NpgsqlDataSource.Create(stores.Database.Owner);
        await using var open = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await open.BeginTransactionAsync(Cancel);
        await ExecuteAsync(
            open, $"set constraints all immediate; update user_connections set label = 'a' where id = '{first.Id}'");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"set lock_timeout = '100ms'; update user_connections set label = 'b' where id = '{second.Id}'"));

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refusal.SqlState);
        Assert.Contains("change_counters", refusal.Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_follows_many_writers_misses_none_of_their_last_writes()
    {
        var ids = new List<Guid>();
        for (var number = 0; number < 8; number++)
            ids.Add((await stores.ConnectAsync(user, $"key-number-{number}-of-this-test")).Id);
        var seen = new Dictionary<Guid, string?>();
        var after = 0L;

        var writers = Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            for (var turn = 1; turn <= 20; turn++)
                await RenameAsync(id, $"turn {turn}");
        })));
        bool written;
        do
        {
            written = writers.IsCompleted;
            foreach (var change in (await ListAsync(after)).List)
            {
                Assert.True(change.Sequence > after);
                (seen[change.ConnectionId], after) = (change.Connection?.Label, change.Sequence);
            }
        }
        while (!written);

        await writers;
        Assert.Equal(8 + (8 * 20), after);
        Assert.All(ids, id => Assert.Equal("turn 20", seen[id]));
    }

    [Fact]
    public async Task Neither_login_writes_the_feed_itself()
    {
        foreach (var login in new[] { stores.Database.Api, stores.Database.Worker })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(
                () => TestDatabase.ExecuteAsync(login, "update connection_changes set removed = true"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    private Task<Changes> ListAsync(long after) => stores.Api<ChangeStore>().ListAsync(user, after, Cancel);

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
