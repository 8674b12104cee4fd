using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges;

/// <summary>The budget of a client that is alone: it never ends, and a pause is kept as told.</summary>
internal sealed class OwnBudget(TimeProvider clock) : IRequestBudget
{
    private readonly ExchangePause pause = new(clock);

    public Task SpendAsync(RequestCost? cost, BudgetReservation? reservation, TimeSpan ahead, CancellationToken ct) =>
        pause.Until is { } until
            ? throw new PausedException("The exchange", until)
            : Task.CompletedTask;

    public Task CorrectAsync(
        Bucket bucket, int reported, DateTimeOffset sentAt, TimeSpan ahead, CancellationToken ct) => Task.CompletedTask;

    public Task<DateTimeOffset> PauseAsync(DateTimeOffset until, CancellationToken ct)
    {
        pause.Extend(until);
        return Task.FromResult(pause.Until ?? until);
    }
}
