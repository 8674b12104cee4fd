using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// The budget of a client that is alone: it never ends, and a pause lasts as long as the exchange demands.
/// </summary>
internal sealed class OwnBudget(TimeProvider clock) : IRequestBudget
{
    private readonly ExchangePause pause = new(clock);

    public ExchangeClock Clock { get; } = new(clock);

    /// <summary>What a payment waits for, as for a database.</summary>
    public Func<CancellationToken, Task> Payment { get; set; } = _ => Task.CompletedTask;

    public async Task<BudgetRefusal?> SpendAsync(
        RequestCost? cost, BudgetReservation? reservation, CancellationToken ct)
    {
        await Payment(ct);
        return pause.Until is { } until ? new BudgetRefusal("The exchange", null, until) : null;
    }

    public Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, CancellationToken ct) =>
        Task.CompletedTask;

    public Task<DateTimeOffset> PauseAsync(DateTimeOffset until)
    {
        pause.Extend(until);
        return Task.FromResult(pause.Until ?? until);
    }
}
