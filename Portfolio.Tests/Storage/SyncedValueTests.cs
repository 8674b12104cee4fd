using System.Globalization;
using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class SyncedValueTests(PostgresServer postgres)
{
    private readonly Guid user = Guid.CreateVersion7();

    private static DateTimeOffset Noon => Stores.Noon;

    [Fact]
    public async Task Each_connection_has_its_last_value_before_and_then_the_last_of_every_step()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "delete from sync_runs");
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
        foreach (var (minutes, usd) in new[] { (-600, 1), (-90, 2), (-30, 3), (5, 4), (40, 5), (70, 6) })
            await RunAsync(stores, connection.Id, Noon.AddMinutes(minutes), "succeeded", usd);
        await RunAsync(stores, connection.Id, Noon.AddMinutes(-10), "superseded", 9);
        await RunAsync(stores, connection.Id, Noon.AddMinutes(50), "superseded", 9);

        var values = await stores.Api<SyncedValueStore>().ListAsync(
            user, portfolio, Noon, TimeSpan.FromHours(1), Cancel);

        Assert.Equal(
            [(Noon.AddMinutes(-30), "3"), (Noon.AddMinutes(40), "5"), (Noon.AddMinutes(70), "6")],
            values.Select(value => (value.FinishedAt, value.TotalUsd)));
        Assert.All(values, value => Assert.Equal(connection.Id, value.ConnectionId));
    }

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
