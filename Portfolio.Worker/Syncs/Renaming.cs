using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>The rules about renames, as they apply to one reading.</summary>
internal sealed class Renaming
{
    private readonly IReadOnlyList<StoredBalance> stored;
    private readonly IReadOnlyDictionary<string, Movement> moved;
    private readonly RenameView view;
    private readonly RenameHold hold;
    private readonly HashSet<string> held;
    private readonly HashSet<string> priced;

    private Renaming(
        IReadOnlyList<StoredBalance> stored,
        IReadOnlyDictionary<string, Movement> moved,
        RenameView view,
        RenameHold hold)
    {
        (this.stored, this.moved, this.hold) = (stored, moved, hold);
        this.view = view with { Renames = [.. view.Renames, .. hold.Recognised] };
        held = [.. stored.Where(balance => !balance.Dust).Select(balance => balance.Symbol)];
        priced = [.. stored.Where(balance => balance.PriceUsd is not null).Select(balance => balance.Symbol)];
    }

    public IReadOnlyList<RenameQuestion> Questions => hold.Questions;

    /// <param name="after">The reading, with the stored balances of wallets that were not read.</param>
    public static Renaming Of(
        IReadOnlyList<StoredBalance> stored, IReadOnlyList<StoredBalance> after, RenameView view)
    {
        var (before, now) = (Sums(stored), Sums(after));
        var moved = before.Keys.Union(now.Keys).ToDictionary(
            symbol => symbol,
            symbol => new Movement(symbol, before.GetValueOrDefault(symbol), now.GetValueOrDefault(symbol)));
        return new Renaming(stored, moved, view, RenameHold.Of(moved, view));
    }

    /// <summary>The reading, with the stored balances in place of those that have to wait.</summary>
    public IEnumerable<StoredBalance> Settled(IEnumerable<StoredBalance> after) => hold.Held.Count is 0
        ? after
        : after.Where(balance => !hold.Held.Contains(balance.Symbol)).Concat(
            stored.Where(balance => hold.Held.Contains(balance.Symbol))
                .Select(balance => balance with { StaleSince = balance.StaleSince ?? view.Now }));

    /// <summary>As <see cref="AssetState.Of"/> takes it: a new name stays on its side of the dust line.</summary>
    public bool? ContinuesHeld(string symbol)
    {
        var others = view.Renames.Where(rename => rename.New == symbol || rename.Old == symbol).ToList();
        if (others.Exists(rename => rename.New == symbol && view.Awaited(rename) > 0))
            return true;

        var gaveUp = others.Select(rename => rename.New == symbol ? rename.Old : rename.New)
            .Where(other => moved.GetValueOrDefault(other).Drop > 0)
            .ToList();
        return gaveUp.Count is 0 ? null : gaveUp.Exists(held.Contains);
    }

    public IReadOnlyList<RenamePart> Parts(IReadOnlyList<AssetState> assets)
    {
        var after = assets.SelectMany(asset => asset.Balances).ToList();
        return RenameResolution.Of(
            assets.ToDictionary(asset => asset.Symbol, asset => asset.Movement(priced.Contains(asset.Symbol)) with
            {
                Uncredited = Uncredited(asset.Symbol, after),
            }),
            view);
    }

    /// <summary>The fall of an old name in wallets in which its new name did not rise.</summary>
    private decimal Uncredited(string symbol, IReadOnlyList<StoredBalance> after)
    {
        if (view.Renames.FirstOrDefault(known => known.Old == symbol) is not { } rename)
            return 0;

        var wallets = stored.Where(balance => balance.Symbol == symbol).Select(balance => balance.Wallet).Distinct();
        return wallets.Where(wallet => Change(rename.New, wallet, after) <= 0)
            .Sum(wallet => -Math.Min(0, Change(symbol, wallet, after)));
    }

    private decimal Change(string symbol, string wallet, IReadOnlyList<StoredBalance> after) =>
        In(after, symbol, wallet) - In(stored, symbol, wallet);

    private static decimal In(IEnumerable<StoredBalance> balances, string symbol, string wallet) => balances
        .Where(balance => balance.Symbol == symbol && balance.Wallet == wallet)
        .Sum(balance => balance.Quantity);

    private static Dictionary<string, decimal> Sums(IEnumerable<StoredBalance> balances) => balances
        .GroupBy(balance => balance.Symbol)
        .ToDictionary(asset => asset.Key, asset => asset.Sum(balance => balance.Quantity));
}
