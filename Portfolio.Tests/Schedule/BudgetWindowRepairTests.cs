using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Housekeeping;
using Portfolio.Tests.Clocks;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Schedule;

namespace Portfolio.Tests.Schedule;

/// <summary>Windows of budgets that a clock which ran ahead has begun.</summary>
[NeedsServers]
public sealed class BudgetWindowRepairTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly Bucket Api = new("api", 100, TimeSpan.FromMinutes(1));

    private readonly SteppedClock clock = new(DateTimeOffset.UtcNow);
    private Stores stores = null!;
    private BudgetWindowRepair repair = null!;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        repair = new BudgetWindowRepair(
            stores.Worker<ClockRepairStore>(), clock, NullLogger<BudgetWindowRepair>.Instance);
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_window_that_stays_in_the_future_ends_and_its_spending_counts_for_the_current_one()
    {
        await SpendAsync(60, TimeSpan.FromHours(2));

        await RepairAfterAsync(TimeSpan.Zero);
        await RepairAfterAsync(TimeSpan.FromSeconds(89));
        Assert.False((await SpendAsync(41, TimeSpan.Zero)).Fits);
        await RepairAfterAsync(TimeSpan.FromSeconds(1));

        Assert.False((await SpendAsync(41, TimeSpan.Zero)).Fits);
        Assert.True((await SpendAsync(40, TimeSpan.Zero)).Fits);
        Assert.True((await SpendAsync(100, TimeSpan.FromMinutes(2))).Fits);
    }

    [Fact]
    public async Task A_window_of_an_exchange_whose_clock_is_ahead_is_not_touched_while_it_goes_on()
    {
        for (var minute = 0; minute < 4; minute++)
        {
            await SpendAsync(60, TimeSpan.FromHours(2) + TimeSpan.FromMinutes(minute));
            await RepairAfterAsync(TimeSpan.FromMinutes(1));
        }

        Assert.True(await stores.Database.ReadAsync<bool>(
            "select window_started_at > now() + interval '1 hour' from request_budgets"));
    }

    private async Task RepairAfterAsync(TimeSpan wait)
    {
        clock.Advance(wait);
        await repair.RepairAsync(Cancel);
    }

    /// <summary>In the window of a worker whose clock is ahead by so much.</summary>
    private Task<BudgetSpending> SpendAsync(int weight, TimeSpan ahead) => stores.Worker<BudgetStore>().SpendAsync(
        "binance", "unnamed",
        [new RequestCost(Api, weight).SpendingAt(DateTimeOffset.UtcNow + ahead, null) with { Carried = 0 }], Cancel);
}
