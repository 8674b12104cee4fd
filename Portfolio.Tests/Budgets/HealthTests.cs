using Portfolio.Storage.Budgets;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Budgets;

[NeedsServers]
public sealed class HealthTests(PostgresServer postgres)
{
    private const int DownAfter = 3;

    private static readonly DateTimeOffset Noon = Stores.Noon;
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_exchange_is_down_after_some_failures_in_a_row_and_up_after_one_success()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var health = stores.Worker<HealthStore>();

        Assert.Null((await CountAsync(health)).ProbeAt);
        Assert.Null((await CountAsync(health)).ProbeAt);
        Assert.Equal(Noon.AddSeconds(30), (await CountAsync(health)).ProbeAt);
        Assert.True(await health.ClearOutagesAsync("binance", "here", Cancel));

        var cleared = await health.FindAsync("binance", "here", Cancel);
        Assert.Equal((0, null), (cleared.Outages, cleared.ProbeAt));
        Assert.False(await health.ClearOutagesAsync("binance", "here", Cancel));
    }

    [Fact]
    public async Task One_caller_may_probe_and_the_wait_for_the_next_doubles_up_to_the_longest()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var health = stores.Worker<HealthStore>();
        for (var failures = 0; failures < DownAfter; failures++)
            await CountAsync(health);

        Assert.False(await ProbeAsync(health, Noon.AddSeconds(29)));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ProbeAsync(health, Noon.AddSeconds(30))));
        Assert.Single(taken, may => may);

        Assert.False(await ProbeAsync(health, Noon.AddSeconds(59)));
        Assert.True(await ProbeAsync(health, Noon.AddSeconds(60)));
        Assert.False(await ProbeAsync(health, Noon.AddSeconds(119)));
        Assert.True(await ProbeAsync(health, Noon.AddSeconds(120)));
        Assert.True(await ProbeAsync(health, Noon.AddSeconds(210)));
    }

    [Fact]
    public async Task The_API_may_look_and_not_change_anything()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await stores.Worker<HealthStore>().PauseAsync("okx", "here", Noon.AddMinutes(5), Cancel);

        Assert.Equal(Noon.AddMinutes(5), Assert.Single(await stores.Api<HealthStore>().ListAsync(Cancel)).PausedUntil);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            stores.Api<HealthStore>().PauseAsync("okx", "here", Noon.AddMinutes(9), Cancel));
    }

    private static Task<ExchangeHealth> CountAsync(HealthStore health) =>
        health.CountOutageAsync("binance", "here", DownAfter, Noon.AddSeconds(30), Cancel);

    private static async Task<bool> ProbeAsync(HealthStore health, DateTimeOffset now) =>
        await health.TakeProbeAsync("binance", "here", now, HalfAMinute, HalfAMinute * 3, Cancel) is not null;
}
