using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// The rules that turn a reading of an account into what is stored of it. Pure: the same stored balances and the same
/// reading always give the same result, in whatever order they are listed.
/// </summary>
internal static class Reconciliation
{
    public static Reconciled Of(
        IReadOnlyList<StoredBalance> stored,
        IReadOnlyList<WalletReading> wallets,
        PriceList prices,
        IReadOnlyDictionary<string, string> names,
        DustLine dust,
        DateTimeOffset now)
    {
        var before = stored.ToLookup(balance => balance.Symbol);
        var after = ReadBalances(wallets, before, prices, names)
            .Concat(KeptBalances(stored, wallets, now))
            .ToLookup(balance => balance.Symbol);
        var assets = before.Select(asset => asset.Key).Union(after.Select(asset => asset.Key))
            .Order(StringComparer.Ordinal)
            .Select(symbol => AssetState.Of(symbol, before[symbol], after[symbol], prices.Find(symbol), dust))
            .ToList();
        return new Reconciled(assets, stored);
    }

    /// <summary>Only a complete reading of a wallet says what it holds.</summary>
    private static IEnumerable<StoredBalance> ReadBalances(
        IReadOnlyList<WalletReading> wallets,
        ILookup<string, StoredBalance> before,
        PriceList prices,
        IReadOnlyDictionary<string, string> names) =>
        from wallet in wallets
        where wallet.Outcome is WalletOutcome.Ok
        from balance in wallet.Balances
        where balance.Quantity is not 0
        let price = prices.Find(balance.Symbol)
        select new StoredBalance
        {
            Wallet = wallet.Wallet,
            Symbol = balance.Symbol,
            Name = NameOf(balance.Symbol, names, before),
            Quantity = balance.Quantity,
            PriceUsd = price?.Usd,
            ValueUsd = Valuation.Of(balance.Quantity, price),
            PriceSource = price?.Source,
        };

    /// <summary>A wallet that was not read keeps its last values, marked stale since it was first missed.</summary>
    private static IEnumerable<StoredBalance> KeptBalances(
        IReadOnlyList<StoredBalance> stored, IReadOnlyList<WalletReading> wallets, DateTimeOffset now)
    {
        var read = wallets.Where(wallet => wallet.Outcome is WalletOutcome.Ok).Select(wallet => wallet.Wallet).ToHashSet();
        return stored
            .Where(balance => !read.Contains(balance.Wallet))
            .Select(balance => balance with { StaleSince = balance.StaleSince ?? now });
    }

    /// <summary>The exchange's name, else the one we had, else the symbol.</summary>
    private static string NameOf(
        string symbol, IReadOnlyDictionary<string, string> names, ILookup<string, StoredBalance> before) =>
        names.TryGetValue(symbol, out var name) ? name : before[symbol].FirstOrDefault()?.Name ?? symbol;
}

/// <summary>Where dust begins, in USD for an asset's sum over all wallets.</summary>
/// <param name="EntersAt">An asset that is not in the portfolio enters at this value.</param>
/// <param name="LeavesBelow">One that is in it leaves below this.</param>
internal readonly record struct DustLine(decimal EntersAt, decimal LeavesBelow);
