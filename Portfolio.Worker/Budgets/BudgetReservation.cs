using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The weight reserved for one sync, so that it is not cut off in the middle. Valid for its window only.
/// </summary>
internal sealed class BudgetReservation(IReadOnlyList<BucketSpending> reserved)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, BucketSpending> left = reserved.ToDictionary(spending => spending.Bucket);

    public static BudgetReservation Nothing { get; } = new([]);

    /// <summary>The weight that no request has used.</summary>
    public IReadOnlyList<BucketSpending> Unused
    {
        get
        {
            lock (gate)
                return [.. left.Values.Where(spending => spending.Weight > 0)];
        }
    }

    /// <summary>False: the request has to be paid for itself, because it was not reserved, or not for now.</summary>
    public bool Take(RequestCost cost, BudgetWindow window)
    {
        lock (gate)
        {
            if (!left.TryGetValue(cost.Bucket.Name, out var spending) || !Covers(spending, cost, window))
                return false;

            left[cost.Bucket.Name] = spending with
            {
                Weight = spending.Weight - cost.Weight,
                Carried = Math.Max(0, spending.Carried - cost.Weight),
            };
            return true;
        }
    }

    /// <summary>At the very end of a window only if the next one was paid as well.</summary>
    private static bool Covers(BucketSpending spending, RequestCost cost, BudgetWindow window) =>
        spending.WindowStartedAt == window.StartedAt
        && spending.Weight >= cost.Weight
        && (!window.IsEnding || spending.Carried >= cost.Weight);
}
