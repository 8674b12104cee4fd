using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The budget of one exchange from one address, kept where all workers see it. A request is paid for before it is sent,
/// so no window exceeds its limit, even if the request fails.
/// </summary>
internal sealed class RequestBudget : IRequestBudget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string exchange;
    private readonly BudgetStore store;
    private readonly HealthStore health;
    private readonly HealthCache knownHealth;
    private readonly string address;
    private readonly TimeProvider clock;
    private readonly KnownUsage usage = new();
    private readonly SpendQueue queue;

    // This process's own state: it holds even while the database does not answer.
    private readonly ExchangePause pause;

    public RequestBudget(
        string exchange, BudgetStore store, HealthStore health, HealthCache knownHealth, string address,
        TimeProvider clock)
    {
        (this.exchange, this.store, this.health, this.knownHealth) = (exchange, store, health, knownHealth);
        (this.address, this.clock) = (address, clock);
        pause = new ExchangePause(clock);
        Clock = new ExchangeClock(clock);
        queue = new SpendQueue(exchange, address, store, Clock, usage, clock);
    }

    public ExchangeClock Clock { get; }

    public async Task<BudgetRefusal?> SpendAsync(
        RequestCost? cost, BudgetReservation? reservation, CancellationToken ct)
    {
        if (await FindPauseAsync(ct) is { } until)
            return new BudgetRefusal(exchange, null, until);
        if (cost is null)
            return null;

        var begunAt = clock.GetTimestamp();
        while (!await TrySpendAsync(cost, reservation, ct))
        {
            var now = Clock.Now;
            var wait = cost.Bucket.At(now).NextAt - now;
            if (wait > Patience - clock.GetElapsedTime(begunAt))
                return new BudgetRefusal(exchange, cost.Bucket.Name, NextWindow(cost.Bucket));

            await Task.Delay(Positive(wait), clock, ct);
        }

        return null;
    }

    public async Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, CancellationToken ct)
    {
        var window = bucket.At(Clock.FromOurs(sentAt)).StartedAt;
        if (window != bucket.At(Clock.Now).StartedAt || !usage.Learn(bucket.Name, window, reported))
            return;

        try
        {
            if (await store.CorrectAsync(exchange, address, bucket.Name, window, reported, ct) is { } used)
                usage.Learn(bucket.Name, window, used);
        }
        catch
        {
            usage.Forget(bucket.Name);
            throw;
        }
    }

    public async Task<DateTimeOffset> PauseAsync(DateTimeOffset until, CancellationToken ct)
    {
        pause.Extend(until);
        var end = await health.PauseAsync(exchange, address, until, ct);
        knownHealth.Forget(exchange);
        return end;
    }

    /// <summary>Pays for a whole sync in advance, all of it or nothing. Null: it does not fit.</summary>
    /// <param name="scheduledShare">
    /// The part of each limit that scheduled work may use, from 0 to 1; null: a person waits.
    /// </param>
    public Task<BudgetReservation?> ReserveAsync(
        IReadOnlyList<RequestCost> costs, decimal? scheduledShare, CancellationToken ct) =>
        costs.Count is 0
            ? Task.FromResult<BudgetReservation?>(BudgetReservation.Nothing)
            : queue.PayAsync(costs, scheduledShare, ct);

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
            var spending = cost.SpendingAt(now, scheduledShare);
            var (used, scheduled) =
                usage.GetValueOrDefault(cost.Bucket.Name)?.In(spending.WindowStartedAt, cost.Bucket.Window) ?? (0, 0);
            var unused = Math.Min(spending.Limit - used, (spending.ScheduledShare ?? spending.Limit) - scheduled);
            return Math.Max(0, unused) / cost.Weight;
        });
    }

    /// <summary>When an interactive sync that did not fit can try again.</summary>
    public DateTimeOffset NextWindow(IReadOnlyList<RequestCost> costs) => costs.Max(cost => NextWindow(cost.Bucket));

    private DateTimeOffset NextWindow(Bucket bucket) => Clock.ToOurs(bucket.At(Clock.Now).NextAt);

    private async Task<bool> TrySpendAsync(RequestCost cost, BudgetReservation? reservation, CancellationToken ct) =>
        reservation?.Take(cost, cost.Bucket.At(Clock.Now)) is true
            || (await queue.PayAsync([cost], null, ct))?.Take(cost, cost.Bucket.At(Clock.Now)) is true;

    private async Task<DateTimeOffset?> FindPauseAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = pause.Until ?? (await knownHealth.FindAsync(exchange, ct)).PausedAt(now);
        if (until is { } end)
            pause.Extend(end);

        return until;
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
