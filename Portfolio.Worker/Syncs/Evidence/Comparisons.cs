using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>Puts each total that the exchange reports beside the reading of the wallets it counts.</summary>
internal static class Comparisons
{
    /// <summary>
    /// One for each total whose wallets were all read, and one for the account where there are several. Empty where the
    /// exchange reported no total, or where the prices are old: then neither side has a value.
    /// </summary>
    public static IReadOnlyList<Comparison> Of(AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored)
    {
        if (snapshot.Prices.IsStale)
            return [];

        var wallets = Reported(snapshot)
            .Select(total => Of(total.Key, total.Total, snapshot, stored))
            .OfType<Comparison>()
            .ToList();
        var distinct = wallets.DistinctBy(comparison => comparison.Wallets[0]).ToList();
        return distinct.Count > 1 && Whole(distinct) is { } whole ? [.. wallets, whole] : wallets;
    }

    /// <summary>A total that comes with the reading itself stands before the same wallet's in the account's valuation.</summary>
    private static IEnumerable<(string Key, WalletTotal Total)> Reported(AccountSnapshot snapshot)
    {
        foreach (var wallet in snapshot.Account.Wallets)
        {
            if (wallet.ReportedUsd is { } usd)
                yield return ($"{wallet.Wallet}:reading", new WalletTotal(NameOf(wallet.Wallet, snapshot), wallet.Wallet, usd));
        }

        foreach (var total in snapshot.Total?.Wallets ?? [])
        {
            if (total.Wallet is { } wallet)
                yield return (wallet, total);
        }
    }

    private static string NameOf(string wallet, AccountSnapshot snapshot) =>
        snapshot.Total?.Wallets.FirstOrDefault(total => total.Wallet == wallet)?.ExchangeName ?? wallet;

    private static Comparison? Of(
        string key, WalletTotal total, AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored)
    {
        var counted = snapshot.Account.Wallets
            .Where(wallet => total.Counts(wallet.Wallet) && wallet.Outcome is not WalletOutcome.Unsupported)
            .ToList();
        if (counted.Count is 0 || counted.Exists(wallet => wallet.Outcome is not WalletOutcome.Ok))
            return null;

        var read = Valuation.Sum(counted.Select(wallet => ReadValue.Of(wallet, snapshot, stored)));
        return read is not { } readUsd
            ? null
            : new Comparison(
                [key],
                total.ExchangeName,
                [.. counted.Select(wallet => wallet.Wallet)],
                total.Usd,
                readUsd,
                [.. counted.SelectMany(wallet => Changes(wallet, snapshot, stored))])
            {
                HoldsMore = total.HoldsMore,
                ReadsEmpty = counted.TrueForAll(wallet => wallet.Balances.Count is 0),
            };
    }

    private static Comparison? Whole(List<Comparison> wallets)
    {
        var reported = Valuation.Sum(wallets.Select(wallet => (decimal?)wallet.ReportedUsd));
        var read = Valuation.Sum(wallets.Select(wallet => (decimal?)wallet.ReadUsd));
        return reported is { } reportedUsd && read is { } readUsd
            ? new Comparison(
                [.. wallets.SelectMany(wallet => wallet.Keys)],
                null,
                [.. wallets.SelectMany(wallet => wallet.Wallets)],
                reportedUsd,
                readUsd,
                [.. wallets.SelectMany(wallet => wallet.Changes)])
            : null;
    }

    private static IEnumerable<QuantityChange> Changes(
        WalletReading wallet, AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored)
    {
        var renamed = RenamedAssets.Of(snapshot, stored);
        var before = stored.Where(balance => balance.Wallet == wallet.Wallet).ToLookup(balance => balance.Symbol);
        var after = wallet.Balances.ToDictionary(balance => balance.Symbol, balance => balance.Quantity);
        return
            from symbol in before.Select(asset => asset.Key).Union(after.Keys).Order(StringComparer.Ordinal)
            let change = new QuantityChange(
                wallet.Wallet,
                symbol,
                before[symbol].Sum(balance => balance.Quantity),
                after.GetValueOrDefault(symbol),
                snapshot.Account.PriceOf(symbol, snapshot.Prices)?.Usd
                    ?? stored.FirstOrDefault(row => row.Symbol == symbol && row.PriceUsd is not null)?.PriceUsd)
            where change.Stored != change.Read && !renamed.Contains(symbol)
            select change;
    }
}
