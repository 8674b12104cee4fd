using Portfolio.Storage.Budgets;
using Portfolio.Worker.Batches;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// Pays for what this process is about to send, in portions: while one payment is on its way to the database, further
/// ones wait and are then paid together, those that a person waits for first. A request that comes alone is paid for at
/// once.
/// </summary>
internal sealed class SpendQueue
{
    private readonly string exchange;
    private readonly string address;
    private readonly BudgetStore store;
    private readonly ExchangeClock exchangeClock;
    private readonly KnownUsage usage;
    private readonly TimeProvider clock;
    private readonly BatchQueue<Payment, BudgetReservation?> queue;

    public SpendQueue(
        string exchange, string address, BudgetStore store, ExchangeClock exchangeClock, KnownUsage usage,
        TimeProvider clock)
    {
        (this.exchange, this.address, this.store) = (exchange, address, store);
        (this.exchangeClock, this.usage, this.clock) = (exchangeClock, usage, clock);
        queue = new BatchQueue<Payment, BudgetReservation?>(TimeSpan.Zero, int.MaxValue, clock, PayAllAsync);
    }

    /// <summary>All of the costs or none: null when one of them does not fit its limit.</summary>
    /// <param name="scheduledShare">As in <see cref="RequestBudget.ReserveAsync"/>.</param>
    public Task<BudgetReservation?> PayAsync(
        IReadOnlyList<RequestCost> costs, decimal? scheduledShare, CancellationToken ct) =>
        queue.AddAsync(new Payment(costs, scheduledShare), ct);

    /// <summary>As many as fit, those of people first. Each turn pays for all that are left or refuses some.</summary>
    private async Task<IReadOnlyList<BudgetReservation?>> PayAllAsync(IReadOnlyList<Payment> payments)
    {
        var left = payments.OrderBy(payment => payment.ScheduledShare is not null).ToList();
        var paid = new Dictionary<Payment, BudgetReservation>();
        while (left.Count > 0)
        {
            var (madeAt, now) = (clock.GetTimestamp(), exchangeClock.Now);
            var parts = left.ToDictionary(payment => payment, payment => payment.SpendingsAt(now));
            var spent = await SpendAsync(Sum(parts.Values.SelectMany(part => part)));
            if (spent.Fits)
            {
                foreach (var (payment, part) in parts)
                    paid[payment] = payment.Reserve(part, now, madeAt, clock);
                break;
            }

            var used = spent.Found.ToDictionary(bucket => bucket.Bucket, bucket => (bucket.Used, bucket.Scheduled));
            left = [.. left.Where(payment => Fits(parts[payment], used))];
        }

        return [.. payments.Select(payment => paid.GetValueOrDefault(payment))];
    }

    private async Task<BudgetSpending> SpendAsync(IReadOnlyList<BucketSpending> sums)
    {
        var spent = await store.SpendAsync(exchange, address, sums, CancellationToken.None);
        usage.Learn(spent, sums);
        return spent;
    }

    private static List<BucketSpending> Sum(IEnumerable<BucketSpending> spendings) =>
    [
        .. spendings.GroupBy(spending => spending.Bucket).Select(bucket => bucket.First() with
        {
            Weight = bucket.Sum(spending => spending.Weight),
            Scheduled = bucket.Sum(spending => spending.Scheduled),
            ScheduledShare = bucket.Min(spending => spending.ScheduledShare),
            Carried = bucket.Sum(spending => spending.Carried),
        }),
    ];

    /// <summary>Adds it to what is used, if it fits.</summary>
    private static bool Fits(
        IReadOnlyList<BucketSpending> spendings, Dictionary<string, (int Used, int Scheduled)> usage)
    {
        var after = spendings.ToDictionary(
            spending => spending.Bucket,
            spending => (
                Used: usage[spending.Bucket].Used + spending.Weight,
                Scheduled: usage[spending.Bucket].Scheduled + spending.Scheduled));
        if (spendings.Any(spending => after[spending.Bucket].Used > spending.Limit
            || (spending.Scheduled > 0 && after[spending.Bucket].Scheduled > spending.ScheduledShare)))
        {
            return false;
        }

        foreach (var (bucket, used) in after)
            usage[bucket] = used;
        return true;
    }

    private sealed class Payment(IReadOnlyList<RequestCost> costs, decimal? scheduledShare)
    {
        public decimal? ScheduledShare => scheduledShare;

        public List<BucketSpending> SpendingsAt(DateTimeOffset now) =>
            [.. costs.Select(cost => cost.SpendingAt(now, scheduledShare))];

        /// <summary>Each part is valid until the monotonic time at which its window ends.</summary>
        public BudgetReservation Reserve(
            IReadOnlyList<BucketSpending> spendings, DateTimeOffset now, long madeAt, TimeProvider clock) =>
            new(
                costs.Zip(spendings, (cost, spending) => new BudgetPortion(
                    spending,
                    madeAt + (long)((cost.Bucket.At(now).NextAt - now).TotalSeconds * clock.TimestampFrequency))),
                clock);
    }
}
