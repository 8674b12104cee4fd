using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Earn;

/// <summary>The assumed positions of the flexible earn wallet after a run.</summary>
/// <param name="Observed">The positions that this run has read or derived, to be valued at its prices.</param>
/// <param name="Kept">The positions that stay as stored, with their last value, marked stale.</param>
internal sealed record EarnPositions(IReadOnlyList<StoredBalance> Observed, IReadOnlyList<StoredBalance> Kept)
{
    /// <summary>
    /// The positions where they were read, and those that only receipts show. Where they were not read, the stored
    /// ones, moved by the receipts among the spot balances (<see cref="EarnEstimate"/>).
    /// </summary>
    /// <param name="before">The stored balances of the account.</param>
    public static EarnPositions Of(
        AccountReading account,
        IReadOnlyList<StoredBalance> before,
        PriceList prices,
        EarnTotal? total,
        DateTimeOffset now)
    {
        var stored = before.Where(balance => balance.Wallet is WalletNames.EarnFlexible)
            .GroupBy(balance => balance.Symbol)
            .Select(Reconciliation.Merged)
            .ToList();
        if (account.Find(WalletNames.EarnFlexible) is { Outcome: WalletOutcome.Skipped })
            return new EarnPositions(stored, []);

        // Receipts of a spot wallet that was not read, or whose reading may not be booked, prove nothing.
        var receipts = account.Find(WalletNames.Spot) is { Outcome: WalletOutcome.Ok } ? account.Receipts : null;
        if (account.Find(WalletNames.EarnFlexible) is { Outcome: WalletOutcome.Ok } flexible)
            return Read(flexible, Locked(account, before), stored, receipts, now);

        if (receipts is null)
            return new EarnPositions([], [.. stored.Select(balance => Stale(balance, now))]);

        var named = UnlistedReceipts.UnderTheNamesOf(
            [
                .. stored.Select(balance => new AssetQuantity(
                    balance.Symbol, EarnEstimate.SeenOf(balance) ?? balance.Quantity)),
            ],
            receipts,
            account,
            prices,
            SignificantDigits.Identify);
        return new EarnEstimate(account, before, stored, named, prices, now).Positions(total);
    }

    public static StoredBalance Stale(StoredBalance balance, DateTimeOffset now) =>
        balance with { StaleSince = balance.StaleSince ?? now };

    /// <summary>Positions with their receipts beside them; without this run's, with those they still match.</summary>
    private static EarnPositions Read(
        WalletReading flexible,
        HashSet<string> locked,
        List<StoredBalance> stored,
        IReadOnlyList<AssetQuantity>? receipts,
        DateTimeOffset now)
    {
        var before = stored.ToDictionary(balance => balance.Symbol);
        var seen = receipts?.ToDictionary(receipt => receipt.Symbol, receipt => receipt.Quantity);
        var observed = flexible.Balances
            .Where(balance => !flexible.FromReceipts.Contains(balance.Symbol)
                || (receipts is not null && !locked.Contains(balance.Symbol)))
            .Select(balance => new StoredBalance
            {
                Wallet = flexible.Wallet,
                Symbol = balance.Symbol,
                Name = balance.Symbol,
                Quantity = balance.Quantity,
                FromReceipt = flexible.FromReceipts.Contains(balance.Symbol),
                ReceiptQuantity = seen is not null ? seen.GetValueOrDefault(balance.Symbol)
                    : before.GetValueOrDefault(balance.Symbol) is { } was && was.Quantity == balance.Quantity
                        ? was.ReceiptQuantity
                        : null,
            })
            .ToList();
        var listed = observed.Select(balance => balance.Symbol).ToHashSet();
        var onlyByReceipt = stored.Where(
            balance => receipts is null && balance.FromReceipt && !listed.Contains(balance.Symbol));
        return new EarnPositions(observed, [.. onlyByReceipt.Select(balance => Stale(balance, now))]);
    }

    /// <summary>Assets in locked earn: as stored where it was not read, so that none is counted twice.</summary>
    private static HashSet<string> Locked(AccountReading account, IReadOnlyList<StoredBalance> before) =>
        account.Find(WalletNames.EarnLocked) is { Outcome: WalletOutcome.Ok } locked
            ? [.. locked.Balances.Select(balance => balance.Symbol)]
            : [.. before.Where(balance => balance.Wallet is WalletNames.EarnLocked).Select(balance => balance.Symbol)];
}
