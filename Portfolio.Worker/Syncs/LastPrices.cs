using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// The last price of each asset, in any wallet: for assets without a current price, because nothing prices them in
/// their wallet, or because no price list was available. Such a price is kept for a day and marked as old; then the
/// asset is unpriced.
/// </summary>
internal sealed class LastPrices
{
    /// <summary>Counted from the time of the price.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly Dictionary<string, Price> last;

    private LastPrices(Dictionary<string, Price> last) => this.last = last;

    /// <param name="stored">Under the names that the assets have now.</param>
    /// <param name="syncedAt">When the stored prices without their own time were read; null: never.</param>
    public static LastPrices Of(IEnumerable<StoredBalance> stored, DateTimeOffset? syncedAt, DateTimeOffset now) => new(
        stored
            .Select(balance => (balance.Symbol, balance.Wallet, Price: PriceOf(balance, syncedAt)))
            .Where(known => known.Price is { At: { } at } && now - at < KeptFor)
            .GroupBy(known => known.Symbol)
            .ToDictionary(
                asset => asset.Key,
                asset => asset
                    .OrderByDescending(known => known.Price?.At)
                    .ThenBy(known => known.Wallet, StringComparer.Ordinal)
                    .Select(known => known.Price)
                    .OfType<Price>()
                    .First()));

    /// <summary>The current price; without one, the newest known.</summary>
    public Price? For(string symbol, Price? now) =>
        now is { At: null } ? now
        : last.TryGetValue(symbol, out var known) && !(now?.At >= known.At) ? known
        : now;

    private static Price? PriceOf(StoredBalance balance, DateTimeOffset? syncedAt) =>
        balance is { PriceUsd: { } usd, PriceSource: { } source }
        && (balance.PricedAt ?? balance.StaleSince ?? syncedAt) is { } at
            ? new Price(usd, source) { IsOwn = balance.PriceIsOwn }.AsOf(at)
            : null;
}
