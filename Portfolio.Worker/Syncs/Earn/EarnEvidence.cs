using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs.Earn;

/// <summary>
/// Whether earn, which was not read, is as it is stored: by the receipts among the spot balances and by the exchange's
/// own total. Everything short of that is a doubt, and earn has to be read.
/// </summary>
internal static class EarnEvidence
{
    /// <summary>
    /// Rewards accrue to a position and its receipt: a hundredth of a percent is a day's at 3.7 % a year.
    /// </summary>
    private const decimal Rewards = 0.0001m;

    /// <param name="cheap">Earn is listed as skipped.</param>
    /// <param name="stored">The stored balances of the account.</param>
    /// <param name="baselines">The gap between the total and the positions when they were last read.</param>
    public static bool ShowsNoChange(
        AccountSnapshot cheap, IReadOnlyList<StoredBalance> stored, Baselines baselines)
    {
        var earn = stored
            .Where(balance => balance.Wallet is WalletNames.EarnFlexible or WalletNames.EarnLocked
                or WalletNames.EarnOnChain)
            .ToList();
        return cheap.Account.Receipts is { } receipts
            && !earn.Exists(balance => balance.StaleSince is not null)
            && ReceiptsAreThose(receipts, earn.Where(balance => balance.Wallet is WalletNames.EarnFlexible))
            && TotalIsThat(cheap, earn, baselines);
    }

    private static bool ReceiptsAreThose(
        IReadOnlyList<AssetQuantity> receipts, IEnumerable<StoredBalance> flexible)
    {
        var seen = flexible.GroupBy(position => position.Symbol).ToDictionary(
            position => position.Key, position => Reconciliation.Merged(position).ReceiptQuantity);
        var now = receipts.ToDictionary(receipt => receipt.Symbol, receipt => receipt.Quantity);
        return now.Keys.All(seen.ContainsKey)
            && seen.All(receipt => receipt.Value is { } was && IsThat(was, now.GetValueOrDefault(receipt.Key)));
    }

    private static bool IsThat(decimal was, decimal now) => now >= was && now - was <= was * Rewards;

    private static bool TotalIsThat(
        AccountSnapshot cheap, IReadOnlyList<StoredBalance> earn, Baselines baselines)
    {
        if (cheap.Prices.IsStale
            || cheap.Total?.Wallets.FirstOrDefault(wallet => wallet.Wallet is WalletNames.EarnFlexible) is not { } total
            || baselines.Of(Comparisons.KeyOf(WalletNames.EarnFlexible, cheap.Account)) is not { } outsideUsd
            || ReadValue.Of(Quantities(earn), cheap, earn) is not { } storedUsd)
        {
            return false;
        }

        var expectedUsd = storedUsd + outsideUsd;
        return Math.Abs(total.Usd - expectedUsd) <= Comparison.NoiseOf(total.Usd, expectedUsd);
    }

    private static List<AssetQuantity> Quantities(IEnumerable<StoredBalance> balances) =>
    [
        .. balances.Select(balance => new AssetQuantity(balance.Symbol, balance.Quantity)
        {
            UnrealizedProfit = balance.UnrealizedProfit,
        }),
    ];
}
