using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>One of the limits an exchange counts this server's requests against, in windows of its own clock.</summary>
/// <param name="Name">As it is kept in <c>request_budgets</c>: "api", or the endpoint's path.</param>
/// <param name="Limit">Weight, or requests, in one window from one address.</param>
/// <param name="Window">The windows begin at full multiples of it.</param>
internal sealed record Bucket(string Name, int Limit, TimeSpan Window)
{
    private static readonly TimeSpan LongestGuard = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestLag = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A request sent this shortly before the end may arrive in the next window: its weight is charged to both.
    /// </summary>
    private TimeSpan Guard => Shorter(LongestGuard, Window / 4);

    /// <summary>
    /// Windows begin this much later here than at the exchange, so that a clock slightly ahead does not spend too
    /// early.
    /// </summary>
    private TimeSpan Lag => Shorter(LongestLag, Window / 20);

    /// <param name="now">By the exchange's clock, as far as it is known.</param>
    public BudgetWindow At(DateTimeOffset now)
    {
        var elapsed = (now - Lag).UtcTicks % Window.Ticks;
        var startedAt = new DateTimeOffset((now - Lag).UtcTicks - elapsed, TimeSpan.Zero);
        return new BudgetWindow(startedAt, startedAt + Lag + Window, TimeSpan.FromTicks(elapsed), Window, Guard);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>Where in a bucket's window a moment lies.</summary>
/// <param name="StartedAt">The exchange's own start of it: names the window for all workers.</param>
/// <param name="NextAt">When the next window may be spent from.</param>
internal readonly record struct BudgetWindow(
    DateTimeOffset StartedAt, DateTimeOffset NextAt, TimeSpan Elapsed, TimeSpan Length, TimeSpan Guard)
{
    /// <summary>Whether weight spent now is charged to the next window too.</summary>
    public bool IsEnding => Length - Elapsed <= Guard;

    /// <summary>
    /// How much of its share scheduled work may have used by now, from 0 to 1: it grows steadily, so that a backlog is
    /// spread over the window, is whole while a sixth of it is left, and ends before the guard, so that an admitted
    /// sync has the time to spend its share.
    /// </summary>
    public decimal Ramp => Length - Elapsed <= Guard * 2.5
        ? 0
        : Math.Min(1, ((decimal)Elapsed.Ticks / Length.Ticks) + (1m / 6));
}

/// <summary>The weight of one request, and the limit it counts against.</summary>
internal sealed record RequestCost(Bucket Bucket, int Weight)
{
    /// <param name="now">By the exchange's clock.</param>
    /// <param name="scheduledShare">As in <see cref="RequestBudget.ReserveAsync"/>.</param>
    public BucketSpending SpendingAt(DateTimeOffset now, decimal? scheduledShare)
    {
        var window = Bucket.At(now);
        return new BucketSpending(
            Bucket.Name,
            Weight,
            scheduledShare is null ? 0 : Weight,
            Bucket.Limit,
            (int?)(Bucket.Limit * scheduledShare * window.Ramp),
            window.StartedAt,
            Bucket.Window.TotalSeconds,
            window.IsEnding ? Weight : 0);
    }
}
