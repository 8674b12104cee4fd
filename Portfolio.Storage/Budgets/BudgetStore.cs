using Portfolio.Storage.Database;

namespace Portfolio.Storage.Budgets;

/// <summary>
/// The request weight that all workers have spent at an exchange from one address. Every method is one round trip and
/// holds no lock longer than that.
/// </summary>
public sealed class BudgetStore(UserDatabase db)
{
    /// <summary>
    /// Spends all of the weights, or none when one of them does not fit, and returns what each bucket had used before.
    /// </summary>
    public async Task<BudgetSpending> SpendAsync(
        string exchange, string egress, IReadOnlyList<BucketSpending> spendings, CancellationToken ct)
    {
        var found = await TrySpendAsync(exchange, egress, spendings, ct);
        if (found.Count < spendings.Count)
        {
            await AddBucketsAsync(exchange, egress, spendings, ct);
            found = await TrySpendAsync(exchange, egress, spendings, ct);
        }

        return new BudgetSpending(found.All(bucket => bucket.Fits), found);
    }

    /// <summary>Spends nothing, and returns fewer rows than there are spendings, while a bucket has no row.</summary>
    private Task<IReadOnlyList<BucketState>> TrySpendAsync(
        string exchange, string egress, IReadOnlyList<BucketSpending> spendings, CancellationToken ct) =>
        // Rows are locked in the order of their names, so that two spenders never deadlock.
        db.ListForAllAsync<BucketState>(
            """
            with spending as (
                select *
                from unnest(@buckets, @weights, @scheduled, @limits, @shares, @windows, @seconds, @carried)
                    as spending (bucket, weight, scheduled, window_limit, share, started_at, seconds, carried)
            ), known as (
                select b.bucket, spending.weight, spending.scheduled, spending.window_limit, spending.share,
                    spending.carried,
                    greatest(b.window_started_at, spending.started_at) as started_at,
                    case
                        when b.window_started_at >= spending.started_at then b.weight_used
                        when b.window_started_at + make_interval(secs => spending.seconds) = spending.started_at
                            then b.weight_carried
                        else 0
                    end as used,
                    case when b.window_started_at >= spending.started_at then b.weight_scheduled
                        else 0 end as was_scheduled,
                    case when b.window_started_at >= spending.started_at then b.weight_carried else 0 end as was_carried
                from request_budgets b
                join spending on spending.bucket = b.bucket
                where b.exchange = @exchange and b.egress = @egress
                order by b.bucket
                for update of b
            ), verdict as (
                select count(*) = cardinality(@buckets) and bool_and(used + weight <= window_limit
                    and (scheduled = 0 or was_scheduled + scheduled <= share)) as fits
                from known
            ), spent as (
                update request_budgets b
                set window_started_at = known.started_at, weight_used = known.used + known.weight,
                    weight_scheduled = known.was_scheduled + known.scheduled,
                    weight_carried = known.was_carried + known.carried
                from known, verdict
                where verdict.fits and b.exchange = @exchange and b.egress = @egress and b.bucket = known.bucket
            )
            select known.bucket, known.used, known.was_scheduled as scheduled, verdict.fits
            from known, verdict
            """,
            new
            {
                exchange, egress,
                buckets = spendings.Select(spending => spending.Bucket).ToArray(),
                weights = spendings.Select(spending => spending.Weight).ToArray(),
                scheduled = spendings.Select(spending => spending.Scheduled).ToArray(),
                limits = spendings.Select(spending => spending.Limit).ToArray(),
                shares = spendings.Select(spending => spending.ScheduledShare).ToArray(),
                windows = spendings.Select(spending => spending.WindowStartedAt.UtcDateTime).ToArray(),
                seconds = spendings.Select(spending => spending.WindowSeconds).ToArray(),
                carried = spendings.Select(spending => spending.Carried).ToArray(),
            },
            ct, UserDatabase.InCallSeconds);

    private Task<int> AddBucketsAsync(
        string exchange, string egress, IReadOnlyList<BucketSpending> spendings, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            insert into request_budgets (exchange, egress, bucket, window_started_at, weight_used)
            select @exchange, @egress, bucket, started_at, 0
            from unnest(@buckets, @windows) as spending (bucket, started_at)
            order by bucket
            on conflict do nothing
            """,
            new
            {
                exchange, egress,
                buckets = spendings.Select(spending => spending.Bucket).ToArray(),
                windows = spendings.Select(spending => spending.WindowStartedAt.UtcDateTime).ToArray(),
            },
            ct, UserDatabase.InCallSeconds);

    /// <summary>
    /// Gives back weight that was spent and not used, if the window it was spent in is still the newest.
    /// </summary>
    public Task<int> GiveBackAsync(
        string exchange, string egress, IReadOnlyList<BucketSpending> unused, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            with unused as (
                select b.bucket, unused.weight, unused.scheduled, unused.carried
                from request_budgets b
                join unnest(@buckets, @weights, @scheduled, @carried, @windows)
                    as unused (bucket, weight, scheduled, carried, started_at)
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
                scheduled = unused.Select(spending => spending.Scheduled).ToArray(),
                carried = unused.Select(spending => spending.Carried).ToArray(),
                windows = unused.Select(spending => spending.WindowStartedAt.UtcDateTime).ToArray(),
            },
            ct, UserDatabase.InCallSeconds);

    /// <summary>
    /// Takes the exchange's own count where it is higher: another program sends requests from this address too.
    /// Returns the weight used by now; null when the window is not the newest.
    /// </summary>
    public async Task<int?> CorrectAsync(
        string exchange, string egress, string bucket, DateTimeOffset windowStartedAt, int reported,
        CancellationToken ct) =>
        await db.ListForAllAsync<int>(
            """
            with corrected as (
                update request_budgets
                set weight_used = @reported
                where exchange = @exchange and egress = @egress and bucket = @bucket
                    and window_started_at = @windowStartedAt and weight_used < @reported
                returning weight_used
            )
            select weight_used from corrected
            union all
            select weight_used from request_budgets
            where exchange = @exchange and egress = @egress and bucket = @bucket
                and window_started_at = @windowStartedAt and weight_used >= @reported
            """,
            new { exchange, egress, bucket, windowStartedAt, reported },
            ct, UserDatabase.InCallSeconds) is [var used, ..]
            ? used
            : null;

    /// <summary>The usage of each bucket that was ever spent from.</summary>
    public Task<IReadOnlyList<BucketUsage>> UsageAsync(string exchange, string egress, CancellationToken ct) =>
        db.ListForAllAsync<BucketUsage>(
            """
            select bucket, window_started_at, weight_used, weight_scheduled, weight_carried
            from request_budgets
            where exchange = @exchange and egress = @egress
            """,
            new { exchange, egress },
            ct, UserDatabase.InCallSeconds);
}

/// <summary>A weight to be spent from one bucket.</summary>
/// <param name="Scheduled">The part of <paramref name="Weight"/> that no person waits for.</param>
/// <param name="Limit">The window's limit in all, this weight included.</param>
/// <param name="ScheduledShare">
/// The part of the limit that scheduled requests may use by now, this weight included; null where none of it is
/// scheduled.
/// </param>
/// <param name="Carried">The part of <paramref name="Weight"/> that the next window has to pay as well.</param>
public sealed record BucketSpending(
    string Bucket,
    int Weight,
    int Scheduled,
    int Limit,
    int? ScheduledShare,
    DateTimeOffset WindowStartedAt,
    double WindowSeconds,
    int Carried);

/// <summary>The result of a spending.</summary>
/// <param name="Fits">True: all of it was spent; false: none.</param>
/// <param name="Found">What each bucket had used before, in the window of the spending or a newer one.</param>
public sealed record BudgetSpending(bool Fits, IReadOnlyList<BucketState> Found);

/// <summary>The usage of one bucket, as a spending found it.</summary>
public sealed class BucketState
{
    public required string Bucket { get; init; }

    public required int Used { get; init; }

    /// <summary>The part used by scheduled requests.</summary>
    public required int Scheduled { get; init; }

    /// <summary>Whether the whole spending fits, with the other buckets.</summary>
    public required bool Fits { get; init; }
}

/// <summary>The usage of one bucket in its newest window.</summary>
public sealed class BucketUsage
{
    public required string Bucket { get; init; }

    public required DateTimeOffset WindowStartedAt { get; init; }

    public required int WeightUsed { get; init; }

    /// <summary>The part spent on scheduled work.</summary>
    public required int WeightScheduled { get; init; }

    /// <summary>The usage that the following window begins with.</summary>
    public required int WeightCarried { get; init; }

    /// <summary>The used and the scheduled weight in the window that begins at <paramref name="startedAt"/>.</summary>
    public (int Used, int Scheduled) In(DateTimeOffset startedAt, TimeSpan length) =>
        WindowStartedAt >= startedAt ? (WeightUsed, WeightScheduled)
        : WindowStartedAt + length == startedAt ? (WeightCarried, 0)
        : (0, 0);
}
