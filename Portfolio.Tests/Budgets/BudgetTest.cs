using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Budgets;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

/// <summary>Budgets of several workers over one database, at a time of the test's own.</summary>
public abstract class BudgetTest(PostgresServer postgres) : IAsyncLifetime
{
    private protected static readonly DateTimeOffset TenPastTheMinute = new(2026, 11, 24, 12, 0, 10, TimeSpan.Zero);
    private protected static readonly Bucket Api = new("api", 100, TimeSpan.FromMinutes(1));
    private protected static readonly Bucket Earn = new("earn", 1_000, TimeSpan.FromMinutes(1));

    private protected readonly FakeTimeProvider clock = new(TenPastTheMinute);
    private protected readonly CapturedLog log = new();
    private protected Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected RequestBudget Worker(string address = "unnamed", TimeProvider? time = null)
    {
        var health = stores.Worker<HealthStore>();
        var known = new HealthCache(health, address, time ?? clock);
        return new RequestBudget(
            "binance", stores.Worker<BudgetStore>(), health, known, address, time ?? clock, log);
    }

    /// <summary>Spends, and the budget grants it.</summary>
    private protected static async Task SpendAsync(
        RequestBudget budget, RequestCost cost, BudgetReservation? reservation = null) =>
        Assert.Null(await budget.SpendAsync(cost, reservation, Cancel));

    private protected Task<int> UsedAsync(string bucket) => stores.Database.ReadAsync<int>(
        $"select weight_used from request_budgets where bucket = '{bucket}' and egress = 'unnamed'");
}
