using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>The result of a reading, and its difference from the stored balances.</summary>
/// <param name="stored">As it was stored.</param>
internal sealed class Reconciled(IReadOnlyList<AssetState> assets, IReadOnlyList<StoredBalance> stored)
{
    /// <summary>In the portfolio now.</summary>
    public IEnumerable<AssetState> Held => assets.Where(asset => asset.InPortfolio);

    /// <summary>Of them, those that the ledger knows.</summary>
    public IEnumerable<AssetState> Booked => Held.Where(asset => asset.IsBooked);

    public int DustSkipped => assets.Count(asset => asset is { Dust: true, IsBooked: true });

    public int Unpriced => Held.Count(asset => asset.ValueUsd is null);

    /// <summary>USD, of the held assets with a price.</summary>
    public decimal TotalUsd => Held.Sum(asset => asset.ValueUsd ?? 0);

    public RunTotals Totals => new(Booked.Count(), DustSkipped, Unpriced, TotalUsd);

    /// <summary>Renames that a person has to confirm: all that are open after this run.</summary>
    public IReadOnlyList<RenameQuestion> Questions { get; init; } = [];

    /// <summary>Parts of the changes that a rename explains.</summary>
    public IReadOnlyList<RenamePart> Renames { get; init; } = [];

    /// <summary>Holdings that changed, those that others continue first.</summary>
    public IReadOnlyList<HoldingChange> Changes
    {
        get
        {
            var renames = Renames.ToLookup(part => part.Symbol);
            return
            [
                .. assets.Where(asset => asset.IsBooked)
                    .OrderBy(asset => renames[asset.Symbol].Any(part => part.Delta > 0))
                    .SelectMany(asset => RenamedHolding.ChangesOf(asset, [.. renames[asset.Symbol]])),
            ];
        }
    }

    /// <summary>
    /// What is in the portfolio beside the ledger, in units of its asset, where it is not what is stored; 0 where it
    /// ended.
    /// </summary>
    public IReadOnlyList<(string Symbol, decimal Profit)> Profits
    {
        get
        {
            var before = stored.Where(balance => !balance.Dust).ToLookup(
                balance => balance.Symbol, AssetState.BesideOf);
            var after = assets.ToLookup(asset => asset.Symbol, asset => asset.Dust ? 0 : asset.Beside);
            return
            [
                .. before.Select(asset => asset.Key).Union(after.Select(asset => asset.Key))
                    .Select(symbol => (Symbol: symbol, Profit: after[symbol].Sum()))
                    .Where(asset => asset.Profit != before[asset.Symbol].Sum()),
            ];
        }
    }

    public IReadOnlyList<StoredBalance> ChangedBalances
    {
        get
        {
            var before = stored.ToDictionary(Key);
            return
            [
                .. Balances.Where(
                    balance => !before.TryGetValue(Key(balance), out var was) || was.Row != balance.Row),
            ];
        }
    }

    public IReadOnlyList<(string Wallet, string Symbol)> RemovedBalances =>
        [.. stored.Select(Key).Except(Balances.Select(Key))];

    public IEnumerable<StoredBalance> Balances => assets.SelectMany(asset => asset.Balances);

    private static (string Wallet, string Symbol) Key(StoredBalance balance) => (balance.Wallet, balance.Symbol);
}
