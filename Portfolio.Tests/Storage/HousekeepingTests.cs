using Portfolio.Storage.Connections;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class HousekeepingTests(PostgresServer postgres)
{
    private readonly Guid user = Guid.CreateVersion7();

    [Fact]
    public async Task Old_runs_are_deleted_and_the_newest_of_a_connection_stays()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var house = stores.Worker<HousekeepingStore>();
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, "update sync_runs set id = uuid_v7(now() - interval '3 days')");
        var future = DateTimeOffset.UtcNow.AddDays(1);
        Assert.Equal(0, await house.PruneRunsAsync(future, 100, Cancel));

        await SyncAgainAsync(stores, connection.Id);

        Assert.Equal(0, await house.PruneRunsAsync(DateTimeOffset.UtcNow.AddDays(-4), 100, Cancel));
        Assert.Equal(1, await house.PruneRunsAsync(future, 100, Cancel));
        Assert.Single(await stores.Api<RunStore>().ListAsync(user, connection.Id, null, 10, Cancel));
        Assert.Equal(2, await stores.Database.ReadAsync<long>("select count(*) from transactions"));
    }

    [Fact]
    public async Task No_run_of_the_last_day_is_deleted_whatever_the_worker_asks_for()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await SyncAgainAsync(stores, connection.Id);

        Assert.Equal(
            0, await stores.Worker<HousekeepingStore>().PruneRunsAsync(DateTimeOffset.UtcNow.AddDays(1), 100, Cancel));
    }

    [Fact]
    public async Task A_lease_whose_worker_died_ends_and_one_that_is_alive_does_not()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var connection = await stores.ConnectAsync(user);
        await stores.ClaimedAsync(user, connection.Id);
        var house = stores.Worker<HousekeepingStore>();

        Assert.Empty(await house.EndStaleLeasesAsync(["binance"], Stores.Noon.AddMinutes(2), Cancel));
        Assert.Equal(
            connection.Id,
            Assert.Single(await house.EndStaleLeasesAsync(["binance"], Stores.Noon.AddMinutes(3), Cancel)).Id);

        Assert.Null((await stores.Api<ConnectionStore>().FindAsync(user, connection.Id, Cancel))?.LeaseUntil);
    }

    [Fact]
    public async Task The_newest_value_of_a_day_stays_as_that_days()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var values = stores.Worker<PortfolioValueStore>();
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;

        Assert.Equal([user], await values.UsersSyncedSinceAsync(Stores.Noon, Cancel));
        await values.TakeAsync(user, Stores.Noon.AddHours(1), Cancel);
        await SyncAgainAsync(stores, connection.Id);
        await values.TakeAsync(user, Stores.Noon.AddHours(5), Cancel);
        await values.TakeAsync(user, Stores.Noon.AddHours(4), Cancel);
        await values.TakeAsync(user, Stores.Noon.AddDays(1), Cancel);

        var kept = await stores.Api<PortfolioValueStore>().ListAsync(user, portfolio, new DateOnly(2026, 1, 1), Cancel);
        Assert.Equal(["100000", "100000"], kept.Select(day => day.ValueUsd));
        Assert.Equal([22, 23], kept.Select(day => day.Day.Day));
        Assert.Empty(await stores.Api<PortfolioValueStore>().ListAsync(
            Guid.CreateVersion7(), portfolio, new DateOnly(2026, 1, 1), Cancel));
    }

    [Fact]
    public async Task Values_recorded_of_days_count_until_the_day_on_which_prices_were_kept()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await stores.SyncedAsync(user, 1m);
        foreach (var day in Enumerable.Range(0, 4))
            await stores.Worker<PortfolioValueStore>().TakeAsync(user, Stores.Noon.AddDays(day), Cancel);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, $"update price_history set began_at = '{Stores.Noon.AddDays(2):O}'");

        var days = await stores.Api<PortfolioValueStore>().ListAsync(user, null, new DateOnly(2026, 1, 1), Cancel);

        Assert.Equal([Stores.Noon.Date, Stores.Noon.Date.AddDays(1)], days.Select(day => day.Day));
    }

    [Fact]
    public async Task Of_old_profits_the_last_of_each_day_stays()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        foreach (var hours in new[] { 0, 1, 11, 13, 14, 40 })
        {
            await TestDatabase.ExecuteAsync(
                stores.Database.Owner,
                $"""
                insert into position_profits (connection_id, asset_id, at, user_id, profit)
                select '{connection.Id}', id, '{Stores.Noon.AddHours(hours):O}', '{user}', {hours} from assets
                """);
        }

        await stores.Worker<HousekeepingStore>().PruneProfitsAsync(Stores.Noon.AddHours(36), Cancel);

        Assert.Equal(
            "11, 14, 40",
            await stores.Database.ReadAsync<string>(
                "select string_agg(profit::text, ', ' order by at) from position_profits"));
    }

    /// <summary>Two BTC now, where there was one.</summary>
    private async Task SyncAgainAsync(Stores stores, Guid connection)
    {
        var later = Stores.Noon.AddHours(2);
        var requested = Assert.Single(
            await stores.Worker<DueStore>().RequestAsync("binance", false, 10, later, later.AddMinutes(5), Cancel));
        var claim = await stores.ClaimedAsync(user, connection, requested.RequestNumber, later);
        Assert.Equal(
            StoreOutcome.Stored, await stores.Worker<ResultStore>().StoreAsync(
                claim, Stores.Result(2m, at: later), Cancel));
    }
}
