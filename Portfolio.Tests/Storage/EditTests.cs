using Portfolio.Storage.Connections;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class EditTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Later = Stores.Noon.AddMinutes(20);

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_pause_during_a_sync_leaves_the_worker_nothing_to_write_but_its_run()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);

        var paused = await EditAsync(connection.Id, Paused(true));
        var outcome = await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m), Cancel);

        Assert.Equal(StoreOutcome.Superseded, outcome);
        Assert.Equal(("paused", null, null), (
            ConnectionStatus.Of(
                paused.Connection, Stores.Noon), paused.Connection.RequestExpiresAt, paused.Connection.NextSyncAt));
        Assert.Equal(0, await stores.Database.ReadAsync<long>("select count(*) from balances"));
        Assert.Equal(0, await stores.Database.ReadAsync<long>("select count(*) from transactions"));
        Assert.Equal("superseded", await stores.Database.ReadAsync<string>("select outcome from sync_runs"));
    }

    [Fact]
    public async Task A_pause_during_a_sync_that_fails_is_no_failure()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);
        await EditAsync(connection.Id, Paused(true));

        var outcome = await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Failure("excess_permissions", refused: true), Cancel);

        Assert.Equal(StoreOutcome.Superseded, outcome);
        Assert.True((await FoundAsync(connection.Id)).HasSecret);
    }

    [Fact]
    public async Task No_interval_is_longer_than_the_longest_wait()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        var edited = await EditAsync(
            connection.Id,
            new ConnectionEdit
            {
                SyncIntervalMinutes = 1_440,
                IntervalAtMost = TimeSpan.FromMinutes(10),
                Now = Stores.Noon.AddMinutes(1),
                RequestExpiresAt = Stores.Noon.AddMinutes(2),
                Throttle = TimeSpan.Zero,
            });

        Assert.Equal(Stores.Noon.AddSeconds(1).AddMinutes(10), edited.Connection.NextSyncAt);
    }

    [Fact]
    public async Task A_paused_connection_is_neither_swept_nor_claimed()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await EditAsync(connection.Id, Paused(true));
        var tomorrow = Stores.Noon.AddDays(1);

        Assert.Empty(
            await stores.Worker<DueStore>().RequestAsync(
                "binance", false, 10, tomorrow, tomorrow.AddMinutes(5), Cancel));
        Assert.Equal(ClaimRefusal.Paused, (await stores.ClaimAsync(user, connection.Id, 1, tomorrow)).Refusal);
    }

    [Fact]
    public async Task Resuming_requests_a_sync_at_once_and_a_repeat_of_either_changes_nothing()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await EditAsync(connection.Id, Paused(true));
        var pausedAgain = await EditAsync(connection.Id, Paused(true));

        var resumed = await EditAsync(connection.Id, Paused(false));
        var resumedAgain = await EditAsync(connection.Id, Paused(false));

        Assert.Equal(
            (false, true, false), (pausedAgain.SyncRequested, resumed.SyncRequested, resumedAgain.SyncRequested));
        Assert.Equal((2, 2), (resumed.Connection.RequestNumber, resumedAgain.Connection.RequestNumber));
        Assert.Equal(("manual", Later), (resumed.Connection.RequestTrigger, resumed.Connection.NextSyncAt));
        Assert.NotNull((await stores.ClaimAsync(user, connection.Id, 2, Later)).Claim);
    }

    [Fact]
    public async Task A_first_sync_that_a_pause_took_back_is_still_the_first()
    {
        var connection = await stores.ConnectAsync(user);
        await EditAsync(connection.Id, Paused(true));

        var resumed = await EditAsync(connection.Id, Paused(false));

        Assert.Equal((true, "created"), (resumed.SyncRequested, resumed.Connection.RequestTrigger));
    }

    [Fact]
    public async Task Resuming_does_not_sync_a_connection_that_waits_for_a_person()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);
        await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Failure("invalid_credentials", refused: true), Cancel);
        await EditAsync(connection.Id, Paused(true));

        var resumed = await EditAsync(connection.Id, Paused(false));

        Assert.Equal((false, null), (resumed.SyncRequested, resumed.Connection.NextSyncAt));
        Assert.Equal(ConnectionStatus.ActionRequired, ConnectionStatus.Of(resumed.Connection, Later));
    }

    [Fact]
    public async Task Pausing_and_resuming_is_no_way_around_the_throttle_and_the_sweep_requests_a_sync_after_it()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await EditAsync(connection.Id, Paused(true));
        await EditAsync(connection.Id, Paused(false));
        await EditAsync(connection.Id, Paused(true) with { Now = Later.AddSeconds(5) });

        var resumed = await EditAsync(connection.Id, Paused(false) with { Now = Later.AddSeconds(10) });

        Assert.Equal((false, Later.AddSeconds(30)), (resumed.SyncRequested, resumed.Connection.NextSyncAt));
        var due = Later.AddSeconds(30);
        Assert.Single(
            await stores.Worker<DueStore>().RequestAsync("binance", false, 10, due, due.AddMinutes(5), Cancel));
    }

    [Theory]
    [InlineData(5, 20)]
    [InlineData(30, 30)]
    [InlineData(600, 600)]
    public async Task Another_interval_counts_from_the_last_success_and_is_never_in_the_past(int minutes, int dueAfter)
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        var edited = await EditAsync(connection.Id, Interval(minutes));

        var expected = Stores.Noon.AddMinutes(dueAfter);
        Assert.Equal(minutes, edited.Connection.SyncIntervalMinutes);
        Assert.InRange(edited.Connection.NextSyncAt ?? default, expected, expected.AddSeconds(1));
    }

    [Fact]
    public async Task Another_interval_leaves_a_backoff_and_a_refusal_alone()
    {
        var failed = await stores.ConnectAsync(user, "the-key-that-fails");
        var refused = await stores.ConnectAsync(user, "the-key-that-is-refused");
        await FailAsync(failed.Id, "network", refused: false);
        await FailAsync(refused.Id, "invalid_credentials", refused: true);

        Assert.Equal(Stores.Noon.AddMinutes(1), (await EditAsync(failed.Id, Interval(5))).Connection.NextSyncAt);
        Assert.Null((await EditAsync(refused.Id, Interval(5))).Connection.NextSyncAt);
    }

    [Fact]
    public async Task A_run_under_way_ends_with_the_interval_that_it_finds()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);
        await EditAsync(connection.Id, Interval(5));

        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m), Cancel);

        Assert.Equal(Stores.Noon.AddMinutes(5).AddSeconds(1), (await FoundAsync(connection.Id)).NextSyncAt);
    }

    [Fact]
    public async Task A_request_that_still_waits_stays_due_under_another_interval()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await stores.Api<ResyncStore>().RequestAsync(
            user, connection.Id, Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel);

        Assert.Equal(Later, (await EditAsync(connection.Id, Interval(600))).Connection.NextSyncAt);
    }

    [Fact]
    public async Task A_strangers_or_disconnected_connection_is_not_edited()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        Assert.IsType<EditOutcome.NotFound>(
            await stores.Api<EditStore>().EditAsync(Guid.CreateVersion7(), connection.Id, Paused(true), Cancel));
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Later, Cancel);
        Assert.IsType<EditOutcome.NotFound>(
            await stores.Api<EditStore>().EditAsync(user, connection.Id, Paused(true), Cancel));
    }

    private static ConnectionEdit Paused(bool paused) => new()
    {
        Paused = paused, Now = Later, RequestExpiresAt = Later.AddMinutes(1), Throttle = TimeSpan.FromSeconds(30),
    };

    private static ConnectionEdit Interval(int minutes) =>
        Paused(false) with { Paused = null, SyncIntervalMinutes = minutes };

    private async Task<EditOutcome.Edited> EditAsync(Guid id, ConnectionEdit edit) =>
        Assert.IsType<EditOutcome.Edited>(await stores.Api<EditStore>().EditAsync(user, id, edit, Cancel));

    private async Task<ConnectionRow> FoundAsync(Guid id) =>
        Assert.IsType<ConnectionRow>(await stores.Api<ConnectionStore>().FindAsync(user, id, Cancel));

    private async Task FailAsync(Guid id, string kind, bool refused) => await stores.Worker<ResultStore>().StoreAsync(
        await stores.ClaimedAsync(user, id), Stores.Failure(kind, refused), Cancel);
}
