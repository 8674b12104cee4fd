using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Earn;

/// <summary>
/// The exchange's own value of earn, flexible and locked together, and the changes of positions that agree with it.
/// </summary>
/// <remarks>
/// Binance reports one sum for "Earn" in BTC, rounded to eight places, and does not document its content
/// (<c>/sapi/v1/asset/wallet/balance</c>; developers.binance.com, "Query User Wallet Balance"). Its pages show Simple
/// Earn flexible and locked in one Earn wallet (Binance Support, "Introduction to Binance Simple Earn"), and other
/// products beside them, so the amount beyond the positions is compared with the earlier one.
/// </remarks>
/// <param name="Usd">The sum, in USD at the run's own price.</param>
/// <param name="OutsideUsd">
/// Its excess over the positions when all of them were last read, as from products that are not read. Below zero where
/// it was less. Null when no such run had a sum: then none is assumed.
/// </param>
internal sealed record EarnTotal(decimal Usd, decimal? OutsideUsd)
{
    /// <summary>
    /// The tolerated difference of two valuations of the same coins, made seconds apart from other prices.
    /// </summary>
    private const decimal PriceNoise = 0.01m;

    /// <summary>The tolerated movement of products that are not read.</summary>
    private const decimal OutsideDrift = 0.1m;

    /// <summary>USD: an empty wallet may report the rounding of a few satoshis.</summary>
    private const decimal LeastUsd = 0.01m;

    /// <summary>The changes of which every combination is tried; those worth less count as one.</summary>
    private const int Combined = 12;

    /// <param name="outsideUsd">As <see cref="OutsideUsd"/>.</param>
    /// <returns>Null where the exchange reported no sum for earn, and where the prices are old.</returns>
    public static EarnTotal? Of(AccountSnapshot snapshot, decimal? outsideUsd) =>
        !snapshot.Prices.IsStale
        && snapshot.Total?.Wallets.FirstOrDefault(wallet => wallet.Wallet is WalletNames.EarnFlexible) is { } earn
            ? new EarnTotal(earn.Usd, outsideUsd)
            : null;

    /// <summary>Which of some changes have happened, as far as the sum shows.</summary>
    /// <param name="certainUsd">The positions without any of the changes; null permits no verdict.</param>
    /// <param name="changesUsd">What each change would add, below zero for a fall; null without a price.</param>
    /// <param name="perhapsGoneUsd">Positions that are unknown to this run: any of them may have ended.</param>
    /// <returns>
    /// For each change: true where the sum agrees with it alone, false where the sum agrees only without it, null where
    /// it agrees with either or with neither.
    /// </returns>
    public IReadOnlyList<bool?> Judge(
        decimal? certainUsd, IReadOnlyList<decimal?> changesUsd, IReadOnlyList<decimal> perhapsGoneUsd)
    {
        var verdicts = new bool?[changesUsd.Count];
        if (certainUsd is not { } certain)
            return verdicts;

        try
        {
            var groups = Grouped(changesUsd, perhapsGoneUsd);
            var agreeing = Enumerable.Range(0, 1 << groups.Count)
                .Where(chosen => Agrees(certain + groups.Where((_, bit) => Has(chosen, bit)).Sum(group => group.Usd)))
                .ToList();
            for (var bit = 0; bit < groups.Count && agreeing.Count > 0; bit++)
            {
                foreach (var change in groups[bit].Changes)
                    verdicts[change] = Verdict(agreeing, bit);
            }
        }
        catch (OverflowException)
        {
            // Sums beyond the range of a decimal cannot be compared.
        }

        return verdicts;
    }

    /// <summary>Each change and each position alone, the largest first, and the smallest of many together.</summary>
    private static List<(decimal Usd, IReadOnlyList<int> Changes)> Grouped(
        IReadOnlyList<decimal?> changesUsd, IReadOnlyList<decimal> perhapsGoneUsd)
    {
        var all = changesUsd.Select((usd, index) => (Usd: usd ?? 0, Changes: (IReadOnlyList<int>)[index]))
            .Concat(perhapsGoneUsd.Select(usd => (Usd: -usd, Changes: (IReadOnlyList<int>)[])))
            .Where(change => change.Usd is not 0)
            .OrderByDescending(change => Math.Abs(change.Usd))
            .ToList();
        if (all.Count <= Combined)
            return all;

        var small = all.Skip(Combined - 1).ToList();
        return
        [
            .. all.Take(Combined - 1),
            (small.Sum(change => change.Usd), [.. small.SelectMany(change => change.Changes)]),
        ];
    }

    private static bool? Verdict(List<int> agreeing, int bit) =>
        agreeing.TrueForAll(chosen => Has(chosen, bit)) ? true
        : agreeing.Exists(chosen => Has(chosen, bit)) ? null
        : false;

    private static bool Has(int chosen, int bit) => (chosen >> bit & 1) is 1;

    private bool Agrees(decimal positionsUsd)
    {
        var reported = Usd - (OutsideUsd ?? 0);
        var noise = PriceNoise * Math.Max(Math.Abs(reported), Math.Abs(positionsUsd));
        return Math.Abs(reported - positionsUsd)
            <= Math.Max(LeastUsd, noise) + (OutsideDrift * Math.Abs(OutsideUsd ?? 0));
    }
}
