using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Earn;

/// <summary>
/// Flexible earn while its positions cannot be read, by the change of their receipts. A larger receipt means a larger
/// position. A smaller one proves nothing alone, for receipts leave spot as collateral and for futures: the fall is
/// subtracted from the position where the exchange's own total of earn agrees, or, where the total is inconclusive, as
/// far as the asset grew in the other wallets of the run. The rest stays until there is evidence.
/// </summary>
/// <param name="before">The stored balances of the account.</param>
/// <param name="stored">The flexible positions among them, each asset once.</param>
/// <param name="receipts">Of this run, under the names of the stored positions.</param>
internal sealed class EarnEstimate(
    AccountReading account,
    IReadOnlyList<StoredBalance> before,
    IReadOnlyList<StoredBalance> stored,
    IReadOnlyList<AssetQuantity> receipts,
    PriceList prices,
    DateTimeOffset now)
{
    private enum Part
    {
        Open,
        Fallen,
        Unseen,
    }

    /// <param name="total">Null: this run has no total.</param>
    public EarnPositions Positions(EarnTotal? total)
    {
        var known = stored.Where(balance => SeenOf(balance) is not null).ToList();
        var added = receipts.Where(IsNew).Select(Added).ToList();
        var rows = known.Zip(Settled(known, added, total)).ToLookup(
            row => row.First.FromReceipt || row.First.Quantity != row.Second.Quantity, row => row.Second);
        var unobserved = stored.Where(balance => SeenOf(balance) is null)
            .Select(balance => EarnPositions.Stale(balance, now));
        return new EarnPositions([.. rows[true], .. added], [.. rows[false], .. unobserved]);
    }

    /// <summary>A position known by its receipt alone is as large as the receipt was.</summary>
    public static decimal? SeenOf(StoredBalance balance) =>
        balance.ReceiptQuantity ?? (balance.FromReceipt ? balance.Quantity : null);

    /// <summary>
    /// Once some positions have moved, the total may prove others. It is compared until it proves no more, so that the
    /// same answers read again change nothing.
    /// </summary>
    private List<StoredBalance> Settled(
        IReadOnlyList<StoredBalance> known, IReadOnlyList<StoredBalance> added, EarnTotal? total)
    {
        var rows = Moved(known, added, total, Elsewhere);
        while (true)
        {
            var next = Moved(rows, added, total, elsewhere: _ => 0);
            if (rows.Zip(next).All(row => row.First.Quantity == row.Second.Quantity))
                return rows;

            rows = next;
        }
    }

    /// <param name="elsewhere">How much an asset grew in other wallets since the positions were as they are
    /// given.</param>
    private List<StoredBalance> Moved(
        IReadOnlyList<StoredBalance> positions,
        IReadOnlyList<StoredBalance> added,
        EarnTotal? total,
        Func<string, decimal> elsewhere)
    {
        var changes = positions.Select(position => ChangeOf(position, elsewhere(position.Symbol))).ToList();
        var verdicts = Verdicts(changes, added, total);
        return [.. changes.Select(change => Row(change, Quantity(change, verdicts)))];
    }

    private ReceiptChange ChangeOf(StoredBalance balance, decimal elsewhere)
    {
        var seen = SeenOf(balance) ?? 0;
        var found = receipts.FirstOrDefault(receipt => receipt.Symbol == balance.Symbol).Quantity;
        return new ReceiptChange(balance, seen, found, elsewhere);
    }

    private bool IsNew(AssetQuantity receipt) => !stored.Any(balance => balance.Symbol == receipt.Symbol);

    private StoredBalance Added(AssetQuantity receipt) => new()
    {
        Wallet = WalletNames.EarnFlexible,
        Symbol = receipt.Symbol,
        Name = receipt.Symbol,
        Quantity = receipt.Quantity,
        StaleSince = now,
        FromReceipt = true,
        ReceiptQuantity = receipt.Quantity,
    };

    /// <summary>In the wallets that were read, compared with their stored balances.</summary>
    private decimal Elsewhere(string symbol)
    {
        var read = account.Wallets
            .Where(wallet => wallet.Outcome is WalletOutcome.Ok && wallet.Wallet is not WalletNames.EarnFlexible)
            .ToList();
        var names = read.Select(wallet => wallet.Wallet).ToHashSet();
        return Sum(
        [
            .. read.SelectMany(wallet => wallet.Balances)
                .Where(balance => balance.Symbol == symbol)
                .Select(balance => balance.Quantity),
            .. before.Where(balance => balance.Symbol == symbol && names.Contains(balance.Wallet))
                .Select(balance => -balance.Quantity),
        ]) ?? 0;
    }

    /// <summary>The total's verdict on each change that the receipts alone do not prove.</summary>
    private Dictionary<(ReceiptChange Change, Part Part), bool?> Verdicts(
        IReadOnlyList<ReceiptChange> changes, IReadOnlyList<StoredBalance> added, EarnTotal? total)
    {
        if (total is null)
            return [];

        var questions = changes
            .SelectMany(change => Questions(change, total))
            .Where(question => question.Quantity is not 0)
            .ToList();
        var verdicts = total.Judge(
            CertainUsd(changes, added),
            [.. questions.Select(question => Usd(question.Change.Stored, question.Quantity))],
            PerhapsGoneUsd());
        return questions.Zip(verdicts)
            .ToDictionary(pair => (pair.First.Change, pair.First.Part), pair => pair.Second);
    }

    private static IEnumerable<(ReceiptChange Change, Part Part, decimal Quantity)> Questions(
        ReceiptChange change, EarnTotal total)
    {
        yield return (change, Part.Open, change.Open);
        yield return (change, Part.Fallen, -change.Fallen);

        // Receipts that were elsewhere when the positions were read may never have been in the total: only the part
        // beyond it at that time can separate the two.
        if (total.OutsideUsd is not null)
            yield return (change, Part.Unseen, -change.Unseen);
    }

    private static decimal Quantity(
        ReceiptChange change, Dictionary<(ReceiptChange Change, Part Part), bool?> verdicts)
    {
        var opened = Of(Part.Open) ?? change.OpenCameFromElsewhere ? change.Open : 0;
        var fallen = Of(Part.Fallen) switch
        {
            true => change.Fallen,
            false => 0,
            null => change.FallenElsewhere,
        };
        var unseen = Of(Part.Unseen) is true ? change.Unseen : 0;
        return Math.Max(0, change.Stored.Quantity + change.Certain + opened - fallen - unseen);

        bool? Of(Part part) => verdicts.GetValueOrDefault((change, part));
    }

    private StoredBalance Row(ReceiptChange change, decimal quantity) =>
        EarnPositions.Stale(change.Stored, now) with { Quantity = quantity, ReceiptQuantity = change.Now };

    private decimal? CertainUsd(IReadOnlyList<ReceiptChange> changes, IReadOnlyList<StoredBalance> added) => Sum(
    [
        .. changes.Select(change => Usd(change.Stored, change.Stored.Quantity + change.Certain) ?? 0),
        .. added.Select(balance => Usd(balance, balance.Quantity) ?? 0),
        .. Unobserved().Select(balance => Usd(balance, balance.Quantity) ?? 0),
        .. OthersRead().Select(balance =>
            Valuation.Of(balance.Quantity, account.PriceOf(balance.Symbol, prices)) ?? 0),
    ]);

    private IReadOnlyList<decimal> PerhapsGoneUsd() =>
        [.. Unobserved().Select(balance => Usd(balance, balance.Quantity)).OfType<decimal>()];

    /// <summary>Positions that are unknown to this run: unread ones, and flexible ones without a receipt.</summary>
    private IEnumerable<StoredBalance> Unobserved() => stored.Where(balance => SeenOf(balance) is null)
        .Concat(before.Where(balance => IsOther(balance.Wallet)
            && account.Find(balance.Wallet) is not { Outcome: WalletOutcome.Ok }));

    private IEnumerable<AssetQuantity> OthersRead() => account.Wallets
        .Where(wallet => IsOther(wallet.Wallet) && wallet.Outcome is WalletOutcome.Ok)
        .SelectMany(wallet => wallet.Balances);

    /// <summary>The total of earn counts it beside the flexible positions.</summary>
    private static bool IsOther(string wallet) => wallet is WalletNames.EarnLocked or WalletNames.EarnOnChain;

    /// <summary>At the current price, else at the last known one; null without either.</summary>
    private decimal? Usd(StoredBalance balance, decimal quantity) => Valuation.Of(
        quantity,
        account.PriceOf(balance.Symbol, prices)
            ?? (balance.PriceUsd is { } last ? new Price(last, balance.PriceSource ?? "") : null));

    /// <summary>Null beyond what a decimal holds.</summary>
    private static decimal? Sum(IEnumerable<decimal> values) => Amounts.OrNull(() => values.Sum());
}
