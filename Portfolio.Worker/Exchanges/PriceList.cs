using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges;

/// <summary>USD prices of one exchange at one moment, by asset, and the names its assets have now.</summary>
/// <param name="prices">Only assets with a live price; one that is missing here is unpriced.</param>
/// <param name="readAt">When the exchange was asked.</param>
/// <param name="renames">New names by old names, of the renames in force there (<see cref="Renames.InForce"/>).</param>
internal sealed class PriceList(
    IReadOnlyDictionary<string, Price> prices,
    DateTimeOffset readAt,
    IReadOnlyDictionary<string, string>? renames = null)
{
    private readonly IReadOnlyDictionary<string, string> renames = renames ?? FrozenDictionary<string, string>.Empty;

    public DateTimeOffset ReadAt { get; } = readAt;

    public int Count => prices.Count;

    /// <summary>Null: a price list was read and has no live pair for this asset.</summary>
    public Price? Find(string symbol) => prices.TryGetValue(symbol, out var price) ? price : null;

    /// <summary>
    /// What the asset is called there now; the symbol itself unless a rename is in force. To be applied to stored
    /// symbols as it was to those of a reading, so that a rename books neither a sale nor a purchase.
    /// </summary>
    public string CurrentName(string symbol) => renames.GetValueOrDefault(symbol, symbol);
}

/// <summary>USD for one unit of an asset.</summary>
/// <param name="Source">
/// The pair or pairs it comes from: "BTCUSDT", "1/USDTTRY", "XYZBTC*BTCUSDT", or "USDT=USD".
/// </param>
internal sealed record Price(decimal Usd, string Source);
