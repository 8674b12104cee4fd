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
    /// <param name="reread">The disagreeing wallets were read once more, so coins in transit have arrived.</param>
    public static IReadOnlyList<Comparison> Of(
        AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored, Baselines baselines, bool reread)
    {
        if (snapshot.Prices.IsStale)
            return [];

        var totals = Reported(snapshot).ToList();
        var wallets = totals.Select(total => Read(total.Key, total.Total, snapshot, stored))
            .OfType<Comparison>()
            .ToList();
        var parts = wallets.DistinctBy(comparison => comparison.Wallets[0])
            .Where(comparison => !(reread && comparison is { HoldsMore: true, Changes.Count: 0 }))
            .Concat(totals.Select(total => Unread(total.Key, total.Total, snapshot, stored)).OfType<Comparison>())
            .ToList();
        // A total without a baseline would count as growth beside those that have one.
        List<Comparison> comparable = [.. parts.Where(parts.Exists(HasBaseline) ? HasBaseline : IsRead)];
        return comparable.Count > 1 && Whole(comparable) is { } whole ? [.. wallets, whole] : wallets;

        bool HasBaseline(Comparison part) => baselines.Of(part) is not null;
        bool IsRead(Comparison part) => wallets.Contains(part);
    }

    /// <summary>
    /// The name of a total's baseline. Earn has another one while on-chain products are among its positions: the gap of
    /// the time when they were not would pass for coins that are missing.
    /// </summary>
    public static string KeyOf(string wallet, AccountReading account) =>
        wallet is WalletNames.EarnFlexible && account.Find(WalletNames.EarnOnChain) is { IsKnown: true }
            ? $"{wallet}+{WalletNames.EarnOnChain}"
            : wallet;

    /// <summary>
    /// A total that comes with the reading itself takes precedence over the same wallet's in the account's valuation.
    /// </summary>
    private static IEnumerable<(string Key, WalletTotal Total)> Reported(AccountSnapshot snapshot)
    {
        foreach (var wallet in snapshot.Account.Wallets)
        {
            if (wallet.ReportedUsd is { } usd)
            {
                yield return (
                    $"{wallet.Wallet}:reading",
                    new WalletTotal(NameOf(wallet.Wallet, snapshot), wallet.Wallet, usd));
            }
        }

        foreach (var total in snapshot.Total?.Wallets ?? [])
        {
            if (total.Wallet is { } wallet && IsComparable(wallet, snapshot))
                yield return (KeyOf(wallet, snapshot.Account), total);
        }
    }

    /// <summary>
    /// Profits and losses move derivatives between two answers, and nothing of them is booked: only an empty reading
    /// beside a total is a contradiction.
    /// </summary>
    private static bool IsComparable(string wallet, AccountSnapshot snapshot) =>
        !ValuedWallets.Has(wallet)
        || snapshot.Account.Find(wallet) is { Outcome: WalletOutcome.Ok, Balances.Count: 0 };

    private static string NameOf(string wallet, AccountSnapshot snapshot) =>
        snapshot.Total?.Wallets.FirstOrDefault(total => total.Wallet == wallet)?.ExchangeName ?? wallet;

    private static Comparison? Read(
        string key, WalletTotal total, AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored) =>
        Counted(total, snapshot) is { Count: > 0 } counted
        && counted.TrueForAll(wallet => wallet.Outcome is WalletOutcome.Ok)
            ? Of(key, total, counted, snapshot, stored)
            : null;

    /// <summary>
    /// A total of wallets of which some could not be read, as a part of the account's: those are assumed to hold their
    /// stored balances. Coins that moved into them, or out of them, did not leave the account.
    /// </summary>
    private static Comparison? Unread(
        string key, WalletTotal total, AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored)
    {
        var counted = Counted(total, snapshot);
        var unread = counted.Where(wallet => wallet.Outcome is not WalletOutcome.Ok).ToList();
        return unread.Count is 0
            || unread.Exists(wallet => wallet.Outcome is not WalletOutcome.Unavailable || HasReceipts(wallet, snapshot))
                ? null
                : Of(key, total, counted, snapshot, stored);
    }

    /// <summary>Then the position moves with its receipts.</summary>
    private static bool HasReceipts(WalletReading wallet, AccountSnapshot snapshot) =>
        wallet.Wallet is WalletNames.EarnFlexible && snapshot.Account.Receipts is not null;

    private static List<WalletReading> Counted(WalletTotal total, AccountSnapshot snapshot) =>
    [
        .. snapshot.Account.Wallets.Where(
            wallet => total.Counts(wallet.Wallet) && wallet.Outcome is not WalletOutcome.Unsupported),
    ];

    private static Comparison? Of(
        string key,
        WalletTotal total,
        List<WalletReading> counted,
        AccountSnapshot snapshot,
        IReadOnlyList<StoredBalance> stored)
    {
        var read = Valuation.Sum(counted.Select(wallet => ReadValue.Of(Known(wallet, stored), snapshot, stored)));
        var receipts = counted.Exists(wallet => wallet is { Wallet: WalletNames.Spot, Outcome: WalletOutcome.Ok })
            ? snapshot.Account.Receipts ?? []
            : [];
        return read is not { } readUsd
            ? null
            : new Comparison(
                [key],
                total.ExchangeName,
                [.. counted.Select(wallet => wallet.Wallet)],
                total.Usd,
                readUsd,
                [.. counted.Where(wallet => wallet.Outcome is WalletOutcome.Ok)
                    .SelectMany(wallet => Changes(wallet, snapshot, stored))])
            {
                HoldsMore = total.HoldsMore,
                ReadsEmpty = counted.TrueForAll(wallet => wallet.Balances.Count is 0) && receipts.Count is 0,
                ReceiptsUsd = ReadValue.Of(receipts, snapshot, stored) ?? 0,
            };
    }

    /// <summary>With the stored balances where it was not read.</summary>
    private static WalletReading Known(WalletReading wallet, IReadOnlyList<StoredBalance> stored) =>
        wallet.Outcome is WalletOutcome.Ok
            ? wallet
            : wallet with
            {
                Balances =
                [
                    .. stored.Where(balance => balance.Wallet == wallet.Wallet).Select(balance =>
                        new AssetQuantity(balance.Symbol, balance.Quantity)
                        {
                            UnrealizedProfit = balance.UnrealizedProfit,
                        }),
                ],
            };

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
            {
                ReceiptsUsd = wallets.Sum(wallet => wallet.ReceiptsUsd),
            }
            : null;
    }

    /// <summary>The changes that a reading would make to the stored balances of a wallet.</summary>
    public static IEnumerable<QuantityChange> Changes(
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
