using Portfolio.Storage.Prices;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// The prices that a sync stores itself: of assets that the minutely refresh has not priced yet, because no one held
/// them before, or because it does not run.
/// </summary>
internal static class NewPrices
{
    /// <summary>Only market prices, and none where the stored one is fresh.</summary>
    public static IReadOnlyList<AssetPrice> Of(Claim claim, Reconciled reconciled, PriceList prices)
    {
        var fresh = claim.Balances
            .Where(balance => !balance.PriceIsOwn && prices.ReadAt - balance.PricedAt < AssetPriceStore.FreshFor)
            .Select(balance => balance.Symbol)
            .ToHashSet();
        return
        [
            .. reconciled.Balances
                .Select(balance => balance.Symbol)
                .Distinct()
                .Where(symbol => !fresh.Contains(symbol))
                .Select(symbol => prices.Find(symbol) is { Host: { } host } price
                    ? new AssetPrice(symbol, price.Usd, prices.SourceOf(symbol) ?? price.Source, host)
                    : null)
                .OfType<AssetPrice>(),
        ];
    }
}
