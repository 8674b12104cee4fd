using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// Assets that continue under another name in this reading: one fell and the other rose. Coins did not move, and the
/// new name may have no price yet while the exchange counts it.
/// </summary>
internal static class RenamedAssets
{
    /// <returns>Both names of each such rename.</returns>
    public static IReadOnlySet<string> Of(AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored)
    {
        var read = snapshot.Account.Wallets.Where(wallet => wallet.IsKnown).ToList();
        var names = read.Select(wallet => wallet.Wallet).ToHashSet();
        var before = stored.Where(balance => names.Contains(balance.Wallet))
            .ToLookup(balance => balance.Symbol, balance => balance.Quantity);
        var after = read.SelectMany(wallet => wallet.Balances)
            .ToLookup(balance => balance.Symbol, balance => balance.Quantity);
        return snapshot.Prices.Renames
            .Where(rename => Math.Sign(Change(rename.Old)) * Math.Sign(Change(rename.New)) < 0)
            .SelectMany(rename => new[] { rename.Old, rename.New })
            .ToHashSet();

        int Change(string symbol) => decimal.Compare(after[symbol].Sum(), before[symbol].Sum());
    }

    /// <summary>Whether an asset is listed, under its own name or one that it goes by.</summary>
    public static bool IsListed(string symbol, IReadOnlySet<string> listed, AccountSnapshot snapshot) =>
        listed.Contains(symbol) || snapshot.Prices.Renames.Any(rename =>
            (rename.Old == symbol && listed.Contains(rename.New)) || (
                rename.New == symbol && listed.Contains(rename.Old)));
}
