namespace Portfolio.Worker.Exchanges;

/// <summary>USD prices of one exchange at one moment, by asset.</summary>
/// <param name="prices">Only assets with a live price; one that is missing here is unpriced.</param>
/// <param name="readAt">When the exchange was asked.</param>
internal sealed class PriceList(IReadOnlyDictionary<string, Price> prices, DateTimeOffset readAt)
{
    public DateTimeOffset ReadAt { get; } = readAt;

    public int Count => prices.Count;

    /// <summary>Null: a price list was read and has no live pair for this asset.</summary>
    public Price? Find(string symbol) => prices.TryGetValue(symbol, out var price) ? price : null;
}

/// <summary>USD for one unit of an asset.</summary>
/// <param name="Source">The pair or pairs it comes from: "BTCUSDT", "1/USDTTRY", "XYZBTC*BTCUSDT", or "USDT=USD".</param>
internal sealed record Price(decimal Usd, string Source);
