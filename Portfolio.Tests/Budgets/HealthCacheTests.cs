using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Database;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

/// <summary>What one worker knows of the pauses that another one stored.</summary>
[NeedsServers]
public sealed class HealthCacheTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Egress = "unnamed";

    private static readonly DateTimeOffset InAnHour = Stores.Noon.AddHours(1);

    private readonly FakeTimeProvider clock = new(Stores.Noon);
    private Stores stores = null!;
    private HealthCache cache = null!;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        cache = new HealthCache(stores.Worker<HealthStore>(), Egress, clock);
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task The_table_is_read_once_per_exchange_and_second()
    {
        using var trips = new RoundTrips(stores.Database);
        for (var request = 0; request < 50; request++)
        {
            await cache.FindAsync("binance", Cancel);
            await cache.FindAsync("okx", Cancel);
        }

        Assert.Equal(2, trips.Count);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        await cache.FindAsync("binance", Cancel);
        Assert.Equal(2, trips.Count);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.FindAsync("binance", Cancel).AsTask()));
        Assert.Equal(3, trips.Count);
    }

    [Fact]
    public async Task A_pause_is_known_at_its_notification_and_not_a_second_later()
    {
        using var listener = await ListeningAsync();
        Assert.Null((await cache.FindAsync("binance", Cancel)).PausedUntil);

        await PauseAsync("binance");

        await Eventually.TrueAsync(async () => (await cache.FindAsync("binance", Cancel)).PausedUntil == InAnHour);
        await listener.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_pause_whose_notification_is_lost_is_known_after_a_second()
    {
        Assert.Null((await cache.FindAsync("binance", Cancel)).PausedUntil);
        await PauseAsync("binance");
        Assert.Null((await cache.FindAsync("binance", Cancel)).PausedUntil);

        clock.Advance(HealthCache.FreshFor);

        Assert.Equal(InAnHour, (await cache.FindAsync("binance", Cancel)).PausedUntil);
    }

    [Fact]
    public async Task A_listener_that_was_cut_off_makes_all_knowledge_old_when_it_listens_again()
    {
        using var listener = await ListeningAsync();
        Assert.Null((await cache.FindAsync("binance", Cancel)).PausedUntil);
        await CutOffAsync();
        await stores.Database.ReadServerAsync<int>(
            $"""
            -- Without its trigger, as if the notification had been sent while no one listened.
            set session_replication_role = replica;
            insert into exchange_health (exchange, egress, paused_until)
            values ('binance', '{Egress}', '{InAnHour:O}')
            """);

        await Eventually.TrueAsync(async () => (await cache.FindAsync("binance", Cancel)).PausedUntil == InAnHour);
        await listener.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_reading_that_began_before_a_change_is_not_kept()
    {
        await using var source = NpgsqlDataSource.Create(stores.Database.Owner);
        await using var other = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await using var stop = new NpgsqlCommand(
            "lock table exchange_health in access exclusive mode", other, transaction);
        await stop.ExecuteNonQueryAsync(Cancel);
        var early = cache.FindAsync("binance", Cancel).AsTask();
        await stores.UntilSomebodyWaitsAsync();

        cache.Forget("binance");
        await transaction.RollbackAsync(Cancel);
        await early;
        await PauseAsync("binance");

        Assert.Equal(InAnHour, (await cache.FindAsync("binance", Cancel)).PausedUntil);
    }

    private Task<DateTimeOffset> PauseAsync(string place) =>
        stores.Worker<HealthStore>().PauseAsync(place, Egress, InAnHour, Cancel);

    private async Task<HealthListener> ListeningAsync()
    {
        var notifications = stores.Worker<PostgresNotifications>();
        var listener = new HealthListener(
            notifications, cache, TimeProvider.System, NullLogger<HealthListener>.Instance);
        await listener.StartAsync(Cancel);
        await Eventually.TrueAsync(IsListeningAsync);
        return listener;
    }

    private async Task<bool> IsListeningAsync() => await stores.Database.ReadServerAsync<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen %'") > 0;

    private async Task CutOffAsync()
    {
        await stores.Database.ReadServerAsync<bool>(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and query ilike 'listen %'
            """);
    }
}
