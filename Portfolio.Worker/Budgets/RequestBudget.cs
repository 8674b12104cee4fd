using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The budget of one exchange from one address, kept where all workers see it. A request is paid for before it is sent,
/// so no window exceeds its limit, even if the request fails.
/// </summary>
internal sealed class RequestBudget(
    string exchange, BudgetStore store, HealthStore health, string address, TimeProvider clock) : IRequestBudget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // This process's own state: it holds even while the database does not answer.
    private readonly ExchangePause pause = new(clock);

    public ExchangeClock Clock { get; } = new(clock);

    public async Task<BudgetRefusal?> SpendAsync(
        RequestCost? cost, BudgetReservation? reservation, CancellationToken ct)
    {
        if (await FindPauseAsync(ct) is { } until)
            return new BudgetRefusal(exchange, null, until);
        if (cost is null)
            return null;

        var giveUpAt = clock.GetUtcNow() + Patience;
        while (!await TrySpendAsync(cost, reservation, ct))
        {
            var next = NextWindow(cost.Bucket);
            if (next > giveUpAt)
                return new BudgetRefusal(exchange, cost.Bucket.Name, next);

            await Task.Delay(Positive(next - clock.GetUtcNow()), clock, ct);
        }

        return null;
    }

    public Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, CancellationToken ct)
    {
        var window = bucket.At(Clock.FromOurs(sentAt)).StartedAt;
        return window == bucket.At(Clock.Now).StartedAt
            ? store.CorrectAsync(exchange, address, bucket.Name, window, reported, ct)
            : Task.CompletedTask;
    }

    public async Task<DateTimeOffset> PauseAsync(DateTimeOffset until, CancellationToken ct)
    {
        pause.Extend(until);
        return await health.PauseAsync(exchange, address, until, ct);
    }

    /// <summary>Pays for a whole sync in advance, all of it or nothing. Null: it does not fit.</summary>
    /// <param name="scheduledShare">
    /// The part of each limit that scheduled work may use, from 0 to 1; null: a person waits.
    /// </param>
    public async Task<BudgetReservation?> ReserveAsync(
        IReadOnlyList<RequestCost> costs, decimal? scheduledShare, CancellationToken ct)
    {
        if (costs.Count is 0)
            return BudgetReservation.Nothing;

        var now = Clock.Now;
        List<BucketSpending> spendings = [.. costs.Select(cost => Spending(cost, now, scheduledShare))];
        return await store.SpendAsync(exchange, address, spendings, ct) ? new BudgetReservation(spendings) : null;
    }

    public Task GiveBackAsync(BudgetReservation reservation, CancellationToken ct) =>
        reservation.Unused is { Count: > 0 } unused
            ? store.GiveBackAsync(exchange, address, unused, ct)
            : Task.CompletedTask;

    /// <summary>How many syncs of these costs the schedule may begin now.</summary>
    public async Task<int> CapacityAsync(
        IReadOnlyList<RequestCost> costs, decimal scheduledShare, CancellationToken ct)
    {
        if (costs.Count is 0)
            return int.MaxValue;

        var now = Clock.Now;
        var usage = (await store.UsageAsync(exchange, address, ct)).ToDictionary(bucket => bucket.Bucket);
        return costs.Min(cost =>
        {
            var spending = Spending(cost, now, scheduledShare);
            var (used, scheduled) =
                usage.GetValueOrDefault(cost.Bucket.Name)?.In(spending.WindowStartedAt, cost.Bucket.Window) ?? (0, 0);
            var unused = Math.Min(spending.Limit - used, (spending.ScheduledShare ?? spending.Limit) - scheduled);
            return Math.Max(0, unused) / cost.Weight;
        });
    }

    /// <summary>When an interactive sync that did not fit can try again.</summary>
    public DateTimeOffset NextWindow(IReadOnlyList<RequestCost> costs) => costs.Max(cost => NextWindow(cost.Bucket));

    private DateTimeOffset NextWindow(Bucket bucket) => Clock.ToOurs(bucket.At(Clock.Now).NextAt);

    private async Task<bool> TrySpendAsync(RequestCost cost, BudgetReservation? reservation, CancellationToken ct)
    {
        var now = Clock.Now;
        return reservation?.Take(cost, cost.Bucket.At(now)) is true
            || await store.SpendAsync(exchange, address, [Spending(cost, now, null)], ct);
    }

    private static BucketSpending Spending(RequestCost cost, DateTimeOffset now, decimal? scheduledShare)
    {
        var window = cost.Bucket.At(now);
        return new BucketSpending(
            cost.Bucket.Name,
            cost.Weight,
            cost.Bucket.Limit,
            (int?)(cost.Bucket.Limit * scheduledShare * window.Ramp),
            window.StartedAt,
            cost.Bucket.Window.TotalSeconds,
            window.IsEnding ? cost.Weight : 0);
    }

    private async Task<DateTimeOffset?> FindPauseAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = pause.Until ?? (await health.FindAsync(exchange, address, ct)).PausedAt(now);
        if (until is { } end)
            pause.Extend(end);

        return until;
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
