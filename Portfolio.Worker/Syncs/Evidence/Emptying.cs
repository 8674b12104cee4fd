using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// A reading that closes every holding of an account, while the exchange reports no total for it. The owner may have
/// emptied the account, or a server may have lost its data; a second reading decides.
/// </summary>
internal static class Emptying
{
    /// <summary>
    /// The value that came, as a part of the value that went: from here on it is a trade and not an emptying.
    /// </summary>
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
