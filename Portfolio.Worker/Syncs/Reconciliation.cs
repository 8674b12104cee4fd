using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// The rules that turn a reading of an account into stored balances. Pure: the same stored balances and the same
/// reading always give the same result, in whatever order they are listed.
/// </summary>
internal static class Reconciliation
{
    /// <param name="earn">The exchange's own value of earn; null when it does not report one, or not now.</param>
    /// <param name="memory">The ledger's state of renames that are under way; null: none.</param>
    /// <param name="syncedAt">When the stored balances were read; null: never.</param>
    public static Reconciled Of(
        IReadOnlyList<StoredBalance> stored,
        AccountReading account,
        PriceList prices,
        IReadOnlyDictionary<string, string> names,
        DustLine dust,
        DateTimeOffset now,
        EarnTotal? earn = null,
        RenameMemory? memory = null,
        DateTimeOffset? syncedAt = null)
    {
        var booked = stored.Where(balance => !ValuedWallets.Has(balance.Wallet)).ToList();
        var known = booked.ToLookup(balance => balance.Symbol);
        var flexible = EarnPositions.Of(account, stored, prices, earn, now);
        var kept = KeptBalances(booked, account.Wallets, now).Concat(flexible.Kept).ToList();
        var last = LastPrices.Of(stored, syncedAt, now);
        var after = ReadBalances(account, booked).Concat(flexible.Observed)
            .Where(balance => balance is not { Quantity: 0, UnrealizedProfit: 0 })
            .Select(balance => balance.At(PriceOf(balance.Symbol), NameOf(balance.Symbol, names, known)))
            .Concat(kept)
            .ToList();
        var renaming = Renaming.Of(booked, after, RenameView.Of(prices, memory ?? RenameMemory.None, account, now));
        var settled = renaming.Settled(after).ToLookup(balance => balance.Symbol);
        var assets = known.Select(asset => asset.Key).Union(settled.Select(asset => asset.Key))
            .Order(StringComparer.Ordinal)
            .Select(symbol => AssetState.Of(
                symbol, known[symbol], settled[symbol], PriceOf(symbol), dust,
                renaming.ContinuesHeld(symbol)))
            .ToList();
        var valued = ValuedBalances(stored, account, now)
            .Select(balance => balance.At(PriceOf(balance.Symbol), NameOf(balance.Symbol, names, known)));
        IReadOnlyList<AssetState> all = [.. assets, .. AssetState.OfValued(stored, valued, PriceOf, dust)];
        return new Reconciled(all, stored) { Renames = renaming.Parts(assets), Questions = renaming.Questions };

        Price? PriceOf(string symbol) => last.For(symbol, account.PriceOf(symbol, prices));
    }

    /// <summary>
    /// Only a complete reading of a wallet shows its holdings, an earlier one where it was skipped. Flexible earn has
    /// separate rules.
    /// </summary>
    private static IEnumerable<StoredBalance> ReadBalances(AccountReading account, IReadOnlyList<StoredBalance> before)
    {
        var coins = before.ToLookup(balance => (balance.Wallet, balance.Symbol), balance => balance.Quantity);
        return
            from wallet in account.Wallets
            where wallet.IsKnown && wallet.Wallet is not WalletNames.EarnFlexible
                && !ValuedWallets.Has(wallet.Wallet)
            from balance in wallet.Balances
            let stored = coins[(wallet.Wallet, balance.Symbol)].Sum()
            select Steady(Unvalued(wallet, balance), stored);
    }

    /// <summary>Of derivatives: as they were read, or kept where they were not.</summary>
    private static IEnumerable<StoredBalance> ValuedBalances(
        IReadOnlyList<StoredBalance> stored, AccountReading account, DateTimeOffset now) =>
        account.Wallets.Where(wallet => wallet.IsKnown && ValuedWallets.Has(wallet.Wallet))
            .SelectMany(wallet => wallet.Balances.Select(balance => Unvalued(wallet, balance)))
            .Concat(KeptBalances(
                [.. stored.Where(balance => ValuedWallets.Has(balance.Wallet))], account.Wallets, now));

    /// <summary>
    /// Coins beside unrealised profit keep their stored quantity while they differ only by rounding. A smaller movement
    /// than that is booked together with the next one.
    /// </summary>
    private static StoredBalance Steady(StoredBalance read, decimal stored) =>
        read.UnrealizedProfit is not 0
        && ProfitNoise.Explains(read.Quantity, stored, read.Equity, read.UnrealizedProfit)
            ? read with { Quantity = stored, UnrealizedProfit = read.Equity - stored }
            : read;

    private static StoredBalance Unvalued(WalletReading wallet, AssetQuantity balance) => new()
    {
        Wallet = wallet.Wallet,
        Symbol = balance.Symbol,
        Name = balance.Symbol,
        Quantity = balance.Quantity,
        UnrealizedProfit = balance.UnrealizedProfit,
    };

    private static StoredBalance At(this StoredBalance balance, Price? price, string name) => balance with
    {
        Name = name,
        PriceUsd = price?.Usd,
        ValueUsd = Valuation.Of(balance.Equity, price),
        PriceSource = price?.Source,
        PricedAt = price?.At,
        PriceIsOwn = price is { IsOwn: true },
    };

    /// <summary>A wallet that was not read keeps its last values, marked stale since it was first missed.</summary>
    private static List<StoredBalance> KeptBalances(
        IReadOnlyList<StoredBalance> before, IReadOnlyList<WalletReading> wallets, DateTimeOffset now)
    {
        var read = wallets.Where(wallet => wallet.IsKnown)
            .Select(wallet => wallet.Wallet).ToHashSet();
        return
        [
            .. before
                .Where(balance => balance.Wallet is not WalletNames.EarnFlexible && !read.Contains(balance.Wallet))
                .Select(balance => balance with { StaleSince = balance.StaleSince ?? now }),
        ];
    }

    /// <summary>The stored balance of one asset in one wallet, in one row.</summary>
    public static StoredBalance Merged(IEnumerable<StoredBalance> balances) => balances.Aggregate((first, second) =>
        first with
        {
            Quantity = first.Quantity + second.Quantity,
            UnrealizedProfit = first.UnrealizedProfit + second.UnrealizedProfit,
            ValueUsd = first.ValueUsd + second.ValueUsd,
            FromReceipt = first.FromReceipt && second.FromReceipt,
            ReceiptQuantity = first.ReceiptQuantity + second.ReceiptQuantity,
        });

    /// <summary>The exchange's name, else the stored one, else the symbol.</summary>
    private static string NameOf(
        string symbol, IReadOnlyDictionary<string, string> names, ILookup<string, StoredBalance> known) =>
        names.TryGetValue(symbol, out var name) ? name : known[symbol].FirstOrDefault()?.Name ?? symbol;
}

/// <summary>Where dust begins, in USD for an asset's sum over all wallets.</summary>
/// <param name="EntersAt">An asset that is not in the portfolio enters at this value.</param>
/// <param name="LeavesBelow">One that is in it leaves below this.</param>
internal readonly record struct DustLine(decimal EntersAt, decimal LeavesBelow);
