using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// The budget of a client that is alone: it never ends, and a pause lasts as long as the exchange demands.
/// </summary>
internal sealed class OwnBudget(TimeProvider clock) : IRequestBudget
{
    private readonly ExchangePause pause = new(clock);

    public ExchangeClock Clock { get; } = new(clock);

    public Task<BudgetRefusal?> SpendAsync(
        RequestCost? cost, BudgetReservation? reservation, CancellationToken ct) =>
        Task.FromResult(pause.Until is { } until ? new BudgetRefusal("The exchange", null, until) : null);

    public Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, CancellationToken ct) =>
        Task.CompletedTask;

    public Task<DateTimeOffset> PauseAsync(DateTimeOffset until, CancellationToken ct)
    {
        pause.Extend(until);
        return Task.FromResult(pause.Until ?? until);
    }
}
