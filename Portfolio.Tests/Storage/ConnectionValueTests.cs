using System.Globalization;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class ConnectionValueTests(PostgresServer postgres)
{
    private readonly Guid user = Guid.CreateVersion7();

    private static DateTimeOffset Noon => Stores.Noon;

    [Fact]
    public async Task From_before_prices_were_kept_it_has_the_last_value_that_a_sync_recorded_in_every_step()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "delete from sync_runs");
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
        foreach (var (minutes, usd) in new[] { (-600, 1), (-90, 2), (-30, 3), (5, 4), (40, 5), (70, 6) })
            await RunAsync(stores, connection.Id, Noon.AddMinutes(minutes), "succeeded", usd);
        await RunAsync(stores, connection.Id, Noon.AddMinutes(-10), "superseded", 9);
        await RunAsync(stores, connection.Id, Noon.AddMinutes(50), "superseded", 9);

        var values = await ListAsync(stores, portfolio, Noon.AddHours(2));

        Assert.Equal(
            [(Noon.AddMinutes(-30), "3"), (Noon.AddMinutes(40), "5"), (Noon.AddMinutes(70), "6")],
            values.Select(value => (value.At, value.ValueUsd)));
        Assert.All(values, value => Assert.Equal(connection.Id, value.ConnectionId));
    }

    [Fact]
    public async Task Since_prices_are_kept_a_value_is_the_quantity_of_then_at_the_price_of_then()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update price_history set began_at = '2026-11-01'");
        var (connection, _) = await stores.SyncedAsync(user, 2m);
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
        await stores.Worker<AssetPriceStore>().RefreshAsync(
            "binance", [new AssetPrice("BTC", 60_000m, "BTCUSDT", "binance")], [], Noon.AddMinutes(61), Cancel);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"""
            insert into position_profits (connection_id, asset_id, at, user_id, profit)
            select '{connection.Id}', id, '{Noon.AddMinutes(119):O}', '{user}', 0.5 from assets
            """);

        var values = await ListAsync(stores, portfolio, Noon.AddMinutes(125));

        Assert.Equal(
            [
                (Noon.AddSeconds(1), "100000"), (Noon.AddHours(1), "120000"), (Noon.AddMinutes(119), "150000"),
                (Noon.AddHours(2), "150000"),
            ],
            values.Select(value => (value.At, value.ValueUsd)));
    }

    [Fact]
    public async Task A_connection_that_sold_everything_is_worth_nothing_and_not_its_last_value()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update price_history set began_at = '2026-11-01'");
        var (connection, _) = await stores.SyncedAsync(user, 2m);
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"""
            insert into transactions (
                id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, reason, occurred_at)
            select gen_random_uuid(), '{user}', '{portfolio}', '{connection.Id}', id, 0, -2, 'gone',
                '{Noon.AddMinutes(90):O}'
            from assets
            """);

        var values = await ListAsync(stores, portfolio, Noon.AddMinutes(121));

        Assert.Equal(["100000", "100000", "0", "0"], values.Select(value => value.ValueUsd));
    }

    [Fact]
    public async Task A_disconnected_connection_counts_until_its_end()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update price_history set began_at = '2026-11-01'");
        var (connection, _) = await stores.SyncedAsync(user, 2m);
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Noon.AddMinutes(90), Cancel);
        var store = stores.Api<ConnectionValueStore>();

        Assert.Equal(
            ["100000", "100000", "0", "0"],
            (await ListAsync(stores, portfolio, Noon.AddMinutes(121))).Select(value => value.ValueUsd));
        Assert.Equal(connection.CreatedAt, await store.FirstAsync(user, portfolio, Cancel));
    }

    private Task<IReadOnlyList<ConnectionValueRow>> ListAsync(
        Stores stores, Guid portfolio, DateTimeOffset now, AssetKey[]? assets = null) =>
        stores.Api<ConnectionValueStore>().ListAsync(
            user, portfolio, assets, Noon, Noon, now, TimeSpan.FromHours(1), Cancel);

    private Task RunAsync(Stores stores, Guid connection, DateTimeOffset finished, string outcome, int usd)
    {
        var (started, id) = (finished.AddSeconds(-20), Guid.CreateVersion7(finished.AddSeconds(-20)));
        return TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            string.Create(CultureInfo.InvariantCulture, $"""
                insert into sync_runs (id, user_id, connection_id, trigger, outcome, started_at, finished_at, total_usd)
                values (
                    '{id}', '{user}', '{connection}', 'scheduled', '{outcome}', '{started:O}', '{finished:O}', {usd})
                """));
    }
}
