using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// Pays for what this process is about to send, in portions: while one payment is on its way to the database, further
/// ones wait and are then paid together, those that a person waits for first. A request that comes alone is paid for at
/// once.
/// </summary>
internal sealed class SpendQueue(
    string exchange, string address, BudgetStore store, ExchangeClock exchangeClock, KnownUsage usage,
    TimeProvider clock)
{
    private readonly Lock gate = new();
    private List<Payment> waiting = [];
    private bool paying;

    /// <summary>All of the costs or none: null when one of them does not fit its limit.</summary>
    /// <param name="scheduledShare">As in <see cref="RequestBudget.ReserveAsync"/>.</param>
    public Task<BudgetReservation?> PayAsync(
        IReadOnlyList<RequestCost> costs, decimal? scheduledShare, CancellationToken ct)
    {
        var payment = new Payment(costs, scheduledShare);
        lock (gate)
        {
            waiting.Add(payment);
            if (!paying)
            {
                paying = true;
                _ = Task.Run(PayAllAsync, CancellationToken.None);
            }
        }

        return payment.Result.WaitAsync(ct);
    }

    private async Task PayAllAsync()
    {
        while (Next() is { } payments)
        {
            try
            {
                await PayAsync(payments);
            }
            catch (Exception fault)
            {
                payments.ForEach(payment => payment.Fail(fault));
            }
        }
    }

    /// <summary>Null when none is waiting.</summary>
    private List<Payment>? Next()
    {
        lock (gate)
        {
            paying = waiting.Count > 0;
            if (!paying)
                return null;

            var next = waiting.OrderBy(payment => payment.ScheduledShare is not null).ToList();
            waiting = [];
            return next;
        }
    }

    /// <summary>As many as fit, in their order. Each turn pays for all that are left or refuses at least one.</summary>
    private async Task PayAsync(List<Payment> payments)
    {
        while (payments.Count > 0)
        {
            var (madeAt, now) = (clock.GetTimestamp(), exchangeClock.Now);
            var parts = payments.ToDictionary(payment => payment, payment => payment.SpendingsAt(now));
            var sums = Sum(parts.Values.SelectMany(part => part));
            var spent = await store.SpendAsync(exchange, address, sums, CancellationToken.None);
            usage.Learn(spent, sums);
            if (spent.Fits)
            {
                foreach (var payment in payments)
                    payment.Grant(new BudgetReservation(payment.PortionsOf(parts[payment], now, madeAt, clock), clock));
                return;
            }

            var left = spent.Found.ToDictionary(bucket => bucket.Bucket, bucket => (bucket.Used, bucket.Scheduled));
            var fitting = payments.Where(payment => Fits(parts[payment], left)).ToList();
            foreach (var refused in payments.Except(fitting))
                refused.Refuse();
            payments = fitting;
        }
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
        private readonly TaskCompletionSource<BudgetReservation?> result =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public decimal? ScheduledShare => scheduledShare;

        public Task<BudgetReservation?> Result => result.Task;

        public List<BucketSpending> SpendingsAt(DateTimeOffset now) =>
            [.. costs.Select(cost => cost.SpendingAt(now, scheduledShare))];

        /// <summary>Each with the monotonic time at which its window ends.</summary>
        public IEnumerable<BudgetPortion> PortionsOf(
            IReadOnlyList<BucketSpending> spendings, DateTimeOffset now, long madeAt, TimeProvider clock) =>
            costs.Zip(spendings, (cost, spending) => new BudgetPortion(
                spending,
                madeAt + (long)((cost.Bucket.At(now).NextAt - now).TotalSeconds * clock.TimestampFrequency)));

        public void Grant(BudgetReservation reservation) => result.TrySetResult(reservation);

        public void Refuse() => result.TrySetResult(null);

        public void Fail(Exception fault) => result.TrySetException(fault);
    }
}
