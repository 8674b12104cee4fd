namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// The rule by which a reported total contradicts a reading. Coins that left an account leave its total too; so where
/// quantities fell and the gap to the total grew by about their value, the reading is wrong. Quantities that rose
/// without the total are counted twice. The constant part of the gap proves nothing: it consists of coins without a
/// price and of products that are not read.
/// </summary>
internal static class Contradictions
{
    /// <summary>Of a baseline: its tolerated movement with the market.</summary>
    private const decimal Drift = 0.1m;

    /// <summary>From this part of the net change on, a gap's growth matches it.</summary>
    private const decimal LeastShare = 0.2m;

    /// <summary>Up to this many times the changes, a gap's growth matches them.</summary>
    private const decimal MostShare = 1.5m;

    /// <summary>
    /// Of the changes in the other direction: a smaller difference between both is one of valuation, as in any trade.
    /// </summary>
    private const decimal LeastNet = 0.05m;

    /// <summary>How near a gap's growth is to the value of some of the assets that changed.</summary>
    private const decimal Nearness = 0.25m;

    /// <summary>The same while no baseline is known: then only a close match counts.</summary>
    private const decimal CloseNearness = 0.05m;

    /// <summary>The largest changes of which every combination is tried.</summary>
    private const int Combined = 10;

    public static Verdict Of(IReadOnlyList<Comparison> comparisons, Baselines baselines)
    {
        var against = comparisons.Where(comparison => Contradicts(comparison, baselines.Of(comparison))).ToList();
        var contradicted = against
            .SelectMany(comparison => comparison.Name is null
                ? Involved(comparison, comparisons, baselines)
                : comparison.Wallets)
            .ToHashSet();
        var exceeding = comparisons
            .Where(comparison => comparison.Name is not null && Exceeds(comparison, baselines.Of(comparison)))
            .SelectMany(comparison => comparison.Wallets);
        // Including the wallets that could not be read, where coins may have gone.
        var doubtful = contradicted.Union(exceeding).Union(
            against.Where(comparison => comparison.Name is null).SelectMany(comparison => comparison.Wallets)
                .Except(comparisons.Where(comparison => comparison.Name is not null)
                    .SelectMany(comparison => comparison.Wallets)));
        return new Verdict(comparisons, against, contradicted, doubtful.ToHashSet());
    }

    private static bool Contradicts(Comparison comparison, decimal? baseline)
    {
        if (comparison.Agrees)
            return false;

        if (baseline is null && !comparison.HoldsMore && comparison.ReadsEmpty
            && comparison.ReportedUsd > comparison.NoiseUsd)
        {
            return true;
        }

        // No stored quantity could fall: then an empty reading beside a total is the only contradiction.
        if (baseline is null && comparison.Changes.All(change => change.Stored is 0))
            return false;

        var growth = comparison.GapUsd - (baseline ?? 0);
        var nearness = baseline is null ? CloseNearness : Nearness;
        var (changes, opposite) = growth > 0
            ? (comparison.Falls, comparison.Rises)
            : (comparison.Rises, comparison.Falls);
        return Math.Sign(growth) == Math.Sign(comparison.GapUsd)
            && StandsOut(Math.Abs(growth), comparison, baseline, changes)
            && Matches(Math.Abs(growth), changes, opposite, nearness);
    }

    /// <summary>
    /// More than the baseline may have moved by itself; or almost exactly the sum of the changes, whatever the
    /// baseline.
    /// </summary>
    private static bool StandsOut(
        decimal growth, Comparison comparison, decimal? baseline, IReadOnlyList<decimal> changes) =>
        growth > Tolerance(comparison, baseline)
        || (growth > comparison.NoiseUsd && Near(changes.Sum(), growth, CloseNearness));

    /// <summary>
    /// More was read than the exchange reports, which no unread product explains: worth a second look.
    /// </summary>
    private static bool Exceeds(Comparison comparison, decimal? baseline) => !comparison.Agrees
        && comparison.GapUsd < 0
        && comparison.GapUsd - (baseline ?? 0) < -Tolerance(comparison, baseline);

    private static decimal Tolerance(Comparison comparison, decimal? baseline) =>
        comparison.NoiseUsd + (Drift * Math.Abs(baseline ?? 0));

    /// <summary>
    /// Whether a gap's growth is about the value of the changes in one direction: of all of them, less those in the
    /// other direction if the difference exceeds one of valuation, or of some of them.
    /// </summary>
    private static bool Matches(
        decimal growth, IReadOnlyList<decimal> changes, IReadOnlyList<decimal> opposite, decimal nearness)
    {
        if (changes.Count is 0)
            return false;

        var net = changes.Sum() - opposite.Sum();
        var isNet = net > LeastNet * opposite.Sum();
        return (isNet && nearness > CloseNearness
                && growth >= LeastShare * net && growth <= MostShare * changes.Sum())
            || (isNet && Near(net, growth, nearness))
            || Sums([.. changes.OrderDescending().Take(Combined)]).Any(sum => Near(sum, growth, nearness));
    }

    private static bool Near(decimal value, decimal growth, decimal nearness) =>
        value > 0 && Math.Abs(value - growth) <= nearness * value;

    /// <summary>The sum of every combination.</summary>
    private static IEnumerable<decimal> Sums(decimal[] values) => Enumerable.Range(1, (1 << values.Length) - 1)
        .Select(chosen => values.Where((_, index) => (chosen >> index & 1) is 1).Sum());

    /// <summary>
    /// Of an account whose sum is contradicted, the wallets that may be the reason: where quantities changed, and where
    /// the wallet's own gap did. Coins that moved while wallets were read side by side are in neither or in both.
    /// </summary>
    private static IEnumerable<string> Involved(
        Comparison account, IReadOnlyList<Comparison> comparisons, Baselines baselines) => comparisons
        .Where(comparison => comparison.Name is not null && comparison.Wallets.All(account.Wallets.Contains))
        .Where(comparison => comparison.Falls.Concat(comparison.Rises).Sum() > comparison.NoiseUsd
            || (baselines.Of(comparison) is var baseline
                && Math.Abs(comparison.GapUsd - (baseline ?? 0)) > Tolerance(comparison, baseline)))
        .SelectMany(comparison => comparison.Wallets);
}

/// <param name="Comparisons">All possible comparisons.</param>
/// <param name="Against">Those that contradict the reading.</param>
/// <param name="Contradicted">The wallets whose reading is not to be booked.</param>
/// <param name="Doubtful">Those, and wallets whose reading exceeds the reported total: to be read once more.</param>
internal sealed record Verdict(
    IReadOnlyList<Comparison> Comparisons,
    IReadOnlyList<Comparison> Against,
    IReadOnlySet<string> Contradicted,
    IReadOnlySet<string> Doubtful);
