using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// A reading that closes everything an account held, while the exchange reports no total for it. An account is emptied
/// so, and a server that lost its data answers so; a second reading tells them apart.
/// </summary>
internal static class Emptying
{
    /// <summary>What came instead, as a part of what went: from here on it is a trade and no emptying.</summary>
    private const decimal TradedShare = 0.5m;

    /// <returns>The wallets whose reading needs a second one; empty where none does.</returns>
    public static IReadOnlySet<string> Of(
        AccountSnapshot snapshot, Verdict verdict, IReadOnlyList<StoredBalance> stored)
    {
        var read = snapshot.Account.Wallets.Where(wallet => wallet.Outcome is WalletOutcome.Ok).ToList();
        var names = read.Select(wallet => wallet.Wallet).ToHashSet();
        var listed = read.SelectMany(wallet => wallet.Balances).Select(balance => balance.Symbol).ToHashSet();
        var held = stored.Where(balance => !balance.Dust && names.Contains(balance.Wallet)).ToList();
        if (held.Count is 0
            || held.Exists(balance => RenamedAssets.IsListed(balance.Symbol, listed, snapshot))
            || IsTraded(held, read, snapshot))
        {
            return new HashSet<string>();
        }

        var compared = verdict.Comparisons.SelectMany(comparison => comparison.Wallets).ToHashSet();
        return held.Select(balance => balance.Wallet).Where(wallet => !compared.Contains(wallet)).ToHashSet();
    }

    private static bool IsTraded(
        List<StoredBalance> held, List<WalletReading> read, AccountSnapshot snapshot) =>
        Valuation.Sum(held.Select(balance => balance.ValueUsd ?? (decimal?)0)) is { } went
        && Valuation.Sum(read.Select(wallet => ReadValue.Of(wallet, snapshot))) is > 0 and var came
        && came >= TradedShare * went;
}
