namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The assets of Earn. Most of them stand in the balance, too, in rows with a suffix or in those without; only newer
/// products, such as vaults, stand in Earn alone. Kraken does not say which, so of each asset the part counts here that
/// is more than the balance has. A coin of which the balance has as much as a vault is counted once, and no one is
/// ever shown coins that do not exist.
/// </summary>
/// <param name="Allocated">By asset.</param>
internal sealed record KrakenAllocations(IReadOnlyDictionary<string, decimal> Allocated)
{
    /// <summary>In units of the asset: up to it, the two answers differ by rounding.</summary>
    private const decimal Rounding = 0.00000001m;

    /// <exception cref="ExchangeException"><c>exchange_unavailable</c>: more than can be counted.</exception>
    public static KrakenAllocations Of(IEnumerable<KrakenAllocation> items) => new(
        AssetQuantity.Sum(items.Select(item => new AssetQuantity(item.Symbol, item.Quantity)))
            .ToDictionary(asset => asset.Symbol, asset => asset.Quantity));

    /// <summary>The coins that stand in Earn alone.</summary>
    /// <param name="balances">Each asset once.</param>
    public IReadOnlyList<AssetQuantity> Beyond(IReadOnlyList<AssetQuantity> balances)
    {
        var held = AssetQuantity.Sum(
            balances.Select(balance => balance with { Symbol = KrakenNames.InEarn(balance.Symbol) }))
            .ToDictionary(balance => balance.Symbol, balance => balance.Quantity);
        return
        [
            .. Allocated
                .Select(asset => new AssetQuantity(
                    asset.Key, asset.Value - Math.Max(0, held.GetValueOrDefault(asset.Key))))
                .Where(excess => excess.Quantity > Rounding),
        ];
    }
}

/// <param name="Strategy">Kraken's id of the product; empty where it names none.</param>
internal sealed record KrakenAllocation(string Strategy, string Symbol, decimal Quantity);
