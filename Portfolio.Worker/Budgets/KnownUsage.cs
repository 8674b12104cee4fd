using System.Collections.Concurrent;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The least that each bucket has used, as the database last said it. A count that the exchange reports is news only
/// above it; one at or below it would change nothing there.
/// </summary>
internal sealed class KnownUsage
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset Window, int Used)> known = new();

    /// <param name="sums">The spending that <paramref name="spent"/> is the result of.</param>
    public void Learn(BudgetSpending spent, IReadOnlyList<BucketSpending> sums)
    {
        var used = spent.Found.ToDictionary(bucket => bucket.Bucket, bucket => bucket.Used);
        foreach (var sum in sums)
        {
            if (used.TryGetValue(sum.Bucket, out var before))
                Learn(sum.Bucket, sum.WindowStartedAt, before + (spent.Fits ? sum.Weight : 0));
        }
    }

    /// <summary>True when it is more than was known, so that it is to be stored; from then on it is known.</summary>
    public bool Learn(string bucket, DateTimeOffset window, int used)
    {
        var isNews = false;
        known.AddOrUpdate(
            bucket,
            _ => Taken((window, used)),
            // Another window may be an earlier one, after a clock was set back: it begins from nothing all the same.
            (_, last) => last.Window != window || last.Used < used
                ? Taken((window, used))
                : Kept(last));
        return isNews;

        (DateTimeOffset, int) Taken((DateTimeOffset, int) now)
        {
            isNews = true;
            return now;
        }

        (DateTimeOffset, int) Kept((DateTimeOffset, int) last)
        {
            isNews = false;
            return last;
        }
    }

    /// <summary>The report could not be stored: the next one is news again.</summary>
    public void Forget(string bucket) => known.TryRemove(bucket, out _);
}
