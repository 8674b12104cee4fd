using Portfolio.Storage.Housekeeping;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Schedule;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Storage;

/// <summary>
/// Times that a clock which ran ahead has written are brought back, and the furthest that the rules allow are not.
/// </summary>
[NeedsServers]
public sealed class ClockRepairTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly ClockRules Rules = TimeRepair.RulesOf(new SyncOptions());

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        await stores.ConnectAsync(user);
        await SetAsync("next_sync_at = now(), request_expires_at = null");
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Theory]
    [InlineData("sync_interval_minutes = 60, next_sync_at = now() + interval '75 minutes'", "a failure's longest wait")]
    [InlineData("sync_interval_minutes = 1440, next_sync_at = now() + interval '1512 minutes'", "an interval + 5 %")]
    [InlineData(
        "retry_at = now() + interval '3 days', next_sync_at = now() + interval '3 days 5 seconds'", "a named time")]
    [InlineData("lease_until = now() + interval '3 minutes'", "a lease")]
    [InlineData("request_expires_at = now() + interval '5 minutes', request_trigger = 'scheduled'", "a request")]
    [InlineData("request_expires_at = now() + interval '1 hour', request_trigger = 'manual'", "a person's request")]
    [InlineData("paused = true, next_sync_at = null", "a connection that a person paused")]
    public async Task A_connection_that_the_rules_allow_is_not_touched(string set, string because)
    {
        await SetAsync(set);
        var before = await RowAsync();

        Assert.False((await RepairAsync()).Any, because);
        Assert.Equal(before, await RowAsync());
    }

    [Theory]
    [InlineData("sync_interval_minutes = 60, next_sync_at = now() + interval '2 hours'")]
    [InlineData("sync_interval_minutes = 1440, next_sync_at = now() + interval '1516 minutes'")]
    [InlineData("retry_at = now() + interval '1 minute', next_sync_at = now() + interval '2 hours'")]
    public async Task A_due_time_that_is_too_far_ahead_is_due_at_once(string set)
    {
        await SetAsync(set);

        Assert.Equal(new ClockRepairs { DueTimes = 1 }, await RepairAsync());
        Assert.True(await IsAsync("next_sync_at <= now()"));
        Assert.False((await RepairAsync()).Any);
    }

    [Fact]
    public async Task A_lease_that_is_too_long_gets_the_time_that_a_lease_begins_with()
    {
        await SetAsync("lease_until = now() + interval '2 hours', fence = 7");

        Assert.Equal(new ClockRepairs { Leases = 1 }, await RepairAsync());
        Assert.True(await IsAsync(
            "lease_until between now() + interval '2 minutes' and now() + interval '3 minutes' and fence = 7"));
        Assert.False((await RepairAsync()).Any);
    }

    [Theory]
    [InlineData("scheduled", "8 minutes")]
    [InlineData("manual", "62 minutes")]
    public async Task A_request_that_is_open_for_too_long_is_over_and_keeps_its_trigger(string trigger, string wait)
    {
        await SetAsync($"request_expires_at = now() + interval '{wait}', request_trigger = '{trigger}'");

        Assert.Equal(new ClockRepairs { Requests = 1 }, await RepairAsync());
        Assert.True(await IsAsync($"request_expires_at <= now() and request_trigger = '{trigger}'"));
    }

    [Theory]
    [InlineData("binance", false)]
    [InlineData("binance:eea", false)]
    [InlineData("okx", true)]
    public async Task A_request_that_waits_for_a_pause_of_its_exchange_is_not_touched(string place, bool repaired)
    {
        await ExecuteAsync(
            $"""
            insert into exchange_health (exchange, egress, paused_until)
            values ('{place}', 'unnamed', now() + interval '3 days')
            """);
        await SetAsync("request_expires_at = now() + interval '3 days', request_trigger = 'scheduled'");

        Assert.Equal(repaired ? 1 : 0, (await RepairAsync()).Requests);
        Assert.Equal(1, await stores.Database.ReadAsync<long>(
            "select count(*) from exchange_health where paused_until > now() + interval '2 days'"));
    }

    [Theory]
    [InlineData("10 minutes", false)]
    [InlineData("12 minutes", true)]
    public async Task A_probe_that_is_too_far_ahead_is_due_at_once(string wait, bool repaired)
    {
        await ExecuteAsync(
            $"""
            insert into exchange_health (exchange, egress, outages, probe_at)
            values ('binance', 'unnamed', 5, now() + interval '{wait}')
            """);

        Assert.Equal(repaired ? 1 : 0, (await RepairAsync()).Probes);
        Assert.Equal(repaired, await stores.Database.ReadAsync<bool>("select probe_at <= now() from exchange_health"));
    }

    [Fact]
    public async Task A_price_of_the_future_is_of_now_so_that_a_newer_one_replaces_it()
    {
        await stores.SyncedAsync(Guid.CreateVersion7(), 1m, "another-key-of-this-test");
        await ExecuteAsync("update asset_prices set priced_at = now() + interval '2 hours'");

        Assert.Equal(1, (await RepairAsync()).Prices);
        Assert.True(await stores.Database.ReadAsync<bool>("select priced_at <= now() from asset_prices"));
    }

    [Fact]
    public async Task A_row_that_is_locked_holds_up_nothing()
    {
        await SetAsync("next_sync_at = now() + interval '2 days'");
        await using var source = Npgsql.NpgsqlDataSource.Create(stores.Database.Owner);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var locking = new Npgsql.NpgsqlCommand("select from user_connections for update", connection);
        await locking.ExecuteNonQueryAsync(Cancel);

        Assert.False((await RepairAsync()).Any);
        await transaction.RollbackAsync(Cancel);

        Assert.Equal(1, (await RepairAsync()).DueTimes);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(7200, true)]
    public async Task A_schedulers_check_in_of_the_future_is_of_now(int seconds, bool repaired)
    {
        var checkIn = DateTimeOffset.UtcNow.AddSeconds(seconds).UtcTicks;
        await ExecuteAsync($"insert into qrtz_scheduler_state values ('s', 'dead', {checkIn}, 7500)");

        Assert.Equal(repaired ? 1 : 0, (await RepairAsync()).CheckIns);

        var stored = await stores.Database.ReadAsync<long>("select last_checkin_time from qrtz_scheduler_state");
        Assert.Equal(!repaired, stored == checkIn);
        Assert.InRange(
            new DateTimeOffset(stored, TimeSpan.Zero), DateTimeOffset.UtcNow.AddMinutes(-1),
            DateTimeOffset.UtcNow.AddMinutes(1));
    }

    private Task<ClockRepairs> RepairAsync() => stores.Worker<ClockRepairStore>().RepairAsync(Rules, Cancel);

    private Task SetAsync(string set) => ExecuteAsync($"update user_connections set {set} where user_id = '{user}'");

    private Task ExecuteAsync(string sql) => TestDatabase.ExecuteAsync(stores.Database.Owner, sql);

    private Task<bool> IsAsync(string condition) => stores.Database.ReadAsync<bool>(
        $"select {condition} from user_connections where user_id = '{user}'");

    private Task<string?> RowAsync() => stores.Database.ReadAsync<string>(
        $"select c::text from user_connections c where user_id = '{user}'");
}
