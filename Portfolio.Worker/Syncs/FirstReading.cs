using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Names the rows of assets whose wallet was read for the first time: they were in the account before, so nothing was
/// bought. A first sync names none, because everything in it is new.
/// </summary>
internal static class FirstReading
{
    private const string Reason = "first_read";

    /// <summary>
    /// The wallets that a run of this connection has ever read, or known to be empty; null where this one adds none.
    /// </summary>
    /// <param name="booked">The account without the wallets that may not be booked.</param>
    public static IReadOnlyList<string>? WalletsAfter(Claim claim, AccountSnapshot snapshot, AccountReading booked)
    {
        var known = claim.ReadWallets?.ToHashSet() ?? EarlierOf(claim, booked);
        var added = booked.Wallets.Where(wallet => wallet.Outcome is WalletOutcome.Ok)
            .Select(wallet => wallet.Wallet)
            .Concat(WalletNames.Occasional.Where(wallet =>
                booked.Find(wallet) is null && OccasionalReading.IsKnownEmpty(wallet, snapshot)))
            .Except(known)
            .ToList();
        return added.Count is 0 && claim.ReadWallets is not null
            ? null
            : [.. known.Union(added).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The changes with the reason at the coins of such wallets. Where an asset moved in another wallet too, its change
    /// is split: first the movement, then the coins that were found. Coins that receipts had shown were known.
    /// </summary>
    public static IReadOnlyList<HoldingChange> Of(
        IReadOnlyList<HoldingChange> changes, Claim claim, AccountReading account)
    {
        if (claim.LastSyncedAt is null)
            return changes;

        var known = claim.ReadWallets?.ToHashSet() ?? EarlierOf(claim, account);
        var stored = claim.Balances.ToLookup(balance => (balance.Wallet, balance.Symbol), balance => balance.Quantity);
        var found = account.Wallets
            .Where(wallet => wallet.Outcome is WalletOutcome.Ok && !known.Contains(wallet.Wallet)
                && !ValuedWallets.Has(wallet.Wallet))
            .SelectMany(wallet => wallet.Balances, (wallet, balance) => (
                balance.Symbol, Quantity: balance.Quantity - stored[(wallet.Wallet, balance.Symbol)].Sum()))
            .ToLookup(coins => coins.Symbol, coins => coins.Quantity);
        return found.Count is 0
            ? changes
            : [.. changes.SelectMany(change => Named(change, found[change.Symbol].Sum(), HeldIn(claim, change)))];
    }

    private static IEnumerable<HoldingChange> Named(HoldingChange change, decimal found, decimal before)
    {
        if (found is 0 || change.Reason is not null)
            return [change];

        var moved = change.Quantity - found;
        return moved == before
            ? [change with { Reason = Reason }]
            : [new HoldingChange(change.Symbol, moved, moved is 0 ? "gone" : null), change with { Reason = Reason }];
    }

    private static decimal HeldIn(Claim claim, HoldingChange change) => claim.Balances
        .Where(balance => balance.Symbol == change.Symbol && !balance.Dust && !ValuedWallets.Has(balance.Wallet))
        .Sum(balance => balance.Quantity);

    /// <summary>
    /// Of a connection from before this was kept: the wallets that every account has count as read, if it has been
    /// synced.
    /// </summary>
    private static HashSet<string> EarlierOf(Claim claim, AccountReading account) => claim.LastSyncedAt is null
        ? []
        : [.. account.Wallets.Select(wallet => wallet.Wallet).Except(WalletNames.Occasional)];
}
