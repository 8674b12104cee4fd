using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>What a reading comes to, and how it differs from what was stored.</summary>
/// <param name="stored">As it was stored, under the names of then.</param>
internal sealed class Reconciled(IReadOnlyList<AssetState> assets, IReadOnlyList<StoredBalance> stored, PriceList prices)
{
    /// <summary>In the portfolio now.</summary>
    public IEnumerable<AssetState> Held => assets.Where(asset => asset.InPortfolio);

    public int DustSkipped => assets.Count(asset => asset.Dust);

    public int Unpriced => Held.Count(asset => asset.ValueUsd is null);

    /// <summary>USD, of what is held and priced.</summary>
    public decimal TotalUsd => Held.Sum(asset => asset.ValueUsd ?? 0);

    /// <summary>Stored assets that go by another name now, old to new.</summary>
    public IReadOnlyList<(string Old, string New)> Renamed =>
    [
        .. stored.Select(balance => balance.Symbol).Distinct()
            .Where(symbol => prices.CurrentName(symbol) != symbol)
            .Select(symbol => (symbol, prices.CurrentName(symbol))),
    ];

    /// <summary>
    /// Holdings that may have changed. A renamed asset is listed under both names, the old one with nothing: what the
    /// ledger has to be told depends on whether its series can go on under the new name, which only the ledger knows.
    /// </summary>
    public IReadOnlyList<HoldingChange> Changes
    {
        get
        {
            var renamed = Renamed;
            var targets = renamed.Select(rename => rename.New).ToHashSet();
            return
            [
                .. renamed.Select(rename => new HoldingChange(rename.Old, 0, "gone")),
                .. assets.Select(asset => asset.Change ?? (targets.Contains(asset.Symbol) ? asset.Now : null))
                    .OfType<HoldingChange>(),
            ];
        }
    }

    public IReadOnlyList<StoredBalance> ChangedBalances
    {
        get
        {
            var before = stored.ToDictionary(Key);
            return [.. Balances.Where(balance => !before.TryGetValue(Key(balance), out var was) || was != balance)];
        }
    }

    public IReadOnlyList<(string Wallet, string Symbol)> RemovedBalances =>
        [.. stored.Select(Key).Except(Balances.Select(Key))];

    private IEnumerable<StoredBalance> Balances => assets.SelectMany(asset => asset.Balances);

    private static (string Wallet, string Symbol) Key(StoredBalance balance) => (balance.Wallet, balance.Symbol);
}
