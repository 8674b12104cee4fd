using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The weight reserved for one sync, so that it is not cut off in the middle. Valid for its window only, by the
/// exchange's clock and by the monotonic one: a process that was frozen over the window's end, or whose clock was set
/// back, spends nothing old.
/// </summary>
internal sealed class BudgetReservation(IEnumerable<BudgetPortion> reserved, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, BudgetPortion> left =
        reserved.ToDictionary(portion => portion.Spending.Bucket);

    public static BudgetReservation Nothing { get; } = new([], TimeProvider.System);

    /// <summary>The weight that no request has used.</summary>
    public IReadOnlyList<BucketSpending> Unused
    {
        get
        {
            lock (gate)
                return [.. left.Values.Select(portion => portion.Spending).Where(spending => spending.Weight > 0)];
        }
    }

    /// <summary>False: the request has to be paid for itself, because it was not reserved, or not for now.</summary>
    public bool Take(RequestCost cost, BudgetWindow window)
    {
        lock (gate)
        {
            if (!left.TryGetValue(cost.Bucket.Name, out var portion)
                || clock.GetTimestamp() >= portion.EndsAt
                || !Covers(portion.Spending, cost, window))
            {
                return false;
            }

            left[cost.Bucket.Name] = portion with { Spending = Without(portion.Spending, cost.Weight) };
            return true;
        }
    }

    private static BucketSpending Without(BucketSpending spending, int weight) => spending with
    {
        Weight = spending.Weight - weight,
        Scheduled = Math.Max(0, spending.Scheduled - weight),
        Carried = Math.Max(0, spending.Carried - weight),
    };

    /// <summary>At the very end of a window only if the next one was paid as well.</summary>
    private static bool Covers(BucketSpending spending, RequestCost cost, BudgetWindow window) =>
        spending.WindowStartedAt == window.StartedAt
        && spending.Weight >= cost.Weight
        && (!window.IsEnding || spending.Carried >= cost.Weight);
}

/// <summary>The part of a reservation that one bucket granted.</summary>
/// <param name="EndsAt">The end of its window as a monotonic timestamp: from then on it pays for nothing.</param>
internal sealed record BudgetPortion(BucketSpending Spending, long EndsAt);
