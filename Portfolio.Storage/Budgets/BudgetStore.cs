using Portfolio.Storage.Database;

namespace Portfolio.Storage.Budgets;

/// <summary>
/// What was spent of an exchange's request limits from one address, by all workers. Every method is one round trip, and
/// none holds a lock longer than that.
/// </summary>
public sealed class BudgetStore(UserDatabase db)
{
    /// <summary>
    /// Spends all of the weights, or none when one of them does not fit. False: none was spent.
    /// </summary>
    public async Task<bool> SpendAsync(
        string exchange, string egress, IReadOnlyList<BucketSpending> spendings, CancellationToken ct)
    {
        // Rows are locked in the order of their names, so that two spenders never wait for each other in a circle.
        var fits = await db.ListForAllAsync<bool?>(
            """
            insert into request_budgets (exchange, egress, bucket, window_started_at, weight_used)
            select @exchange, @egress, bucket, started_at, 0
            from unnest(@buckets, @windows) as asked (bucket, started_at)
            order by bucket
            on conflict do nothing;

            with asked as (
                select *
                from unnest(@buckets, @weights, @limits, @shares, @windows, @seconds, @carried)
                    as asked (bucket, weight, window_limit, share, started_at, seconds, carried)
            ), known as (
                select b.bucket, asked.weight, asked.window_limit, asked.share, asked.carried,
                    greatest(b.window_started_at, asked.started_at) as started_at,
                    case
                        when b.window_started_at >= asked.started_at then b.weight_used
                        when b.window_started_at + make_interval(secs => asked.seconds) = asked.started_at
                            then b.weight_carried
                        else 0
                    end as used,
                    case when b.window_started_at >= asked.started_at then b.weight_scheduled
                        else 0 end as was_scheduled,
                    case when b.window_started_at >= asked.started_at then b.weight_carried else 0 end as was_carried
                from request_budgets b
                join asked on asked.bucket = b.bucket
                where b.exchange = @exchange and b.egress = @egress
                order by b.bucket
                for update of b
            ), verdict as (
                select bool_and(used + weight <= window_limit and (share is null
                    or was_scheduled + weight <= share)) as fits
                from known
            ), spent as (
                update request_budgets b
                set window_started_at = known.started_at, weight_used = known.used + known.weight,
                    weight_scheduled = known.was_scheduled + case when known.share is null then 0 else known.weight end,
                    weight_carried = known.was_carried + known.carried
                from known, verdict
                where verdict.fits and b.exchange = @exchange and b.egress = @egress and b.bucket = known.bucket
            )
            select fits from verdict
            """,
            new
            {
                exchange, egress,
                buckets = spendings.Select(spending => spending.Bucket).ToArray(),
                weights = spendings.Select(spending => spending.Weight).ToArray(),
                limits = spendings.Select(spending => spending.Limit).ToArray(),
                shares = spendings.Select(spending => spending.ScheduledShare).ToArray(),
                windows = spendings.Select(spending => spending.WindowStartedAt.UtcDateTime).ToArray(),
                seconds = spendings.Select(spending => spending.WindowSeconds).ToArray(),
                carried = spendings.Select(spending => spending.Carried).ToArray(),
            },
            ct);
        return fits is [true];
    }

    /// <summary>Gives back what was spent and not used, where the window it was spent in is still the newest.</summary>
    public Task<int> GiveBackAsync(
        string exchange, string egress, IReadOnlyList<BucketSpending> unused, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            with unused as (
                select b.bucket, unused.weight, unused.carried,
                    case when unused.share is null then 0 else unused.weight end as scheduled
                from request_budgets b
                join unnest(@buckets, @weights, @shares, @carried, @windows)
                    as unused (bucket, weight, share, carried, started_at)
                    on unused.bucket = b.bucket and unused.started_at = b.window_started_at
                where b.exchange = @exchange and b.egress = @egress
                order by b.bucket
                for update of b
            )
            update request_budgets b
            set weight_used = greatest(b.weight_used - unused.weight, 0),
                weight_scheduled = greatest(b.weight_scheduled - unused.scheduled, 0),
                weight_carried = greatest(b.weight_carried - unused.carried, 0)
            from unused
            where b.exchange = @exchange and b.egress = @egress and b.bucket = unused.bucket
            """,
            new
            {
                exchange, egress,
                buckets = unused.Select(spending => spending.Bucket).ToArray(),
                weights = unused.Select(spending => spending.Weight).ToArray(),
                shares = unused.Select(spending => spending.ScheduledShare).ToArray(),
                carried = unused.Select(spending => spending.Carried).ToArray(),
                windows = unused.Select(spending => spending.WindowStartedAt.UtcDateTime).ToArray(),
            },
            ct);

    /// <summary>
    /// Takes the exchange's own count where it is the higher one: somebody else spends from this address too.
    /// </summary>
    public Task<int> CorrectAsync(
        string exchange, string egress, string bucket, DateTimeOffset windowStartedAt, int reported,
        CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            update request_budgets
            set weight_used = @reported
            where exchange = @exchange and egress = @egress and bucket = @bucket
                and window_started_at = @windowStartedAt and weight_used < @reported
            """,
            new { exchange, egress, bucket, windowStartedAt, reported },
            ct);

    /// <summary>What is known of each bucket that anything was ever spent of.</summary>
    public Task<IReadOnlyList<BucketUsage>> UsageAsync(string exchange, string egress, CancellationToken ct) =>
        db.ListForAllAsync<BucketUsage>(
            """
            select bucket, window_started_at, weight_used, weight_scheduled, weight_carried
            from request_budgets
            where exchange = @exchange and egress = @egress
            """,
            new { exchange, egress },
            ct);
}

/// <summary>A weight to be spent of one bucket.</summary>
/// <param name="Limit">What may be used of the window in all, this included.</param>
/// <param name="ScheduledShare">What the schedule may use of it by now, this included; null: somebody waits for
/// it.</param>
/// <param name="Carried">The part of <paramref name="Weight"/> that the next window has to pay as well.</param>
public sealed record BucketSpending(
    string Bucket,
    int Weight,
    int Limit,
    int? ScheduledShare,
    DateTimeOffset WindowStartedAt,
    double WindowSeconds,
    int Carried);

/// <summary>What was spent of one bucket in its newest window.</summary>
public sealed class BucketUsage
{
    public required string Bucket { get; init; }

    public required DateTimeOffset WindowStartedAt { get; init; }

    public required int WeightUsed { get; init; }

    /// <summary>The part of it that nobody waited for.</summary>
    public required int WeightScheduled { get; init; }

    /// <summary>What the window after it begins with.</summary>
    public required int WeightCarried { get; init; }

    /// <summary>
    /// What counts as used, and as scheduled, in the window that begins at <paramref name="startedAt"/>.
    /// </summary>
    public (int Used, int Scheduled) In(DateTimeOffset startedAt, TimeSpan length) =>
        WindowStartedAt >= startedAt ? (WeightUsed, WeightScheduled)
        : WindowStartedAt + length == startedAt ? (WeightCarried, 0)
        : (0, 0);
}
