using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>What a reading comes to, and how it differs from what was stored.</summary>
internal sealed class Reconciled(IReadOnlyList<AssetState> assets, IReadOnlyList<StoredBalance> stored)
{
    /// <summary>In the portfolio now.</summary>
    public IEnumerable<AssetState> Held => assets.Where(asset => asset.Held is not 0);

    public int DustSkipped => assets.Count(asset => asset.Dust);

    public int Unpriced => Held.Count(asset => asset.ValueUsd is null);

    /// <summary>USD, of what is held and priced.</summary>
    public decimal TotalUsd => Held.Sum(asset => asset.ValueUsd ?? 0);

    public IReadOnlyList<HoldingChange> Changes => [.. assets.Select(asset => asset.Change).OfType<HoldingChange>()];

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
