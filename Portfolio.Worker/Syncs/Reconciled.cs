using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>The result of a reading, and its difference from the stored balances.</summary>
/// <param name="stored">As it was stored.</param>
internal sealed class Reconciled(IReadOnlyList<AssetState> assets, IReadOnlyList<StoredBalance> stored)
{
    /// <summary>In the portfolio now.</summary>
    public IEnumerable<AssetState> Held => assets.Where(asset => asset.InPortfolio);

    public int DustSkipped => assets.Count(asset => asset.Dust);

    public int Unpriced => Held.Count(asset => asset.ValueUsd is null);

    /// <summary>USD, of the held assets with a price.</summary>
    public decimal TotalUsd => Held.Sum(asset => asset.ValueUsd ?? 0);

    public RunTotals Totals => new(Held.Count(), DustSkipped, Unpriced, TotalUsd);

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
                .. assets.OrderBy(asset => renames[asset.Symbol].Any(part => part.Delta > 0))
                    .SelectMany(asset => RenamedHolding.ChangesOf(asset, [.. renames[asset.Symbol]])),
            ];
        }
    }

    /// <summary>
    /// Unrealised profit in the portfolio, in units of its asset, where it is not what is stored; 0 where it ended.
    /// </summary>
    public IReadOnlyList<(string Symbol, decimal Profit)> Profits
    {
        get
        {
            var before = stored.Where(balance => !balance.Dust).ToLookup(
                balance => balance.Symbol, balance => balance.UnrealizedProfit);
            return
            [
                .. assets.Select(asset => (asset.Symbol, Profit: asset.Dust ? 0 : asset.UnrealizedProfit))
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
