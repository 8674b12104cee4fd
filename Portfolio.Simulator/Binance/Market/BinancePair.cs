using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Binance.Market;

/// <summary>A pair as it is listed. The symbol does not show where the base ends and the quote begins.</summary>
/// <param name="Status">TRADING, HALT, BREAK or another of Binance's words.</param>
internal sealed record BinancePair(string Base, string Quote, string Status, decimal Price)
{
    public const string Trading = "TRADING";

    /// <summary>The daily volume of every traded pair, in USDT.</summary>
    private const decimal DayVolume = 5_000_000;

    public string Symbol { get; } = Base + Quote;

    /// <summary>False: it may trade by its status, but does not: no volume, no bid, no ask.</summary>
    public bool Traded { get; init; } = true;

    /// <summary>Within a day, in units of the quote asset.</summary>
    public decimal QuoteVolume => Traded && IsLive && AssetCatalogue.ByCode.TryGetValue(Quote, out var quote)
        ? decimal.Round(DayVolume / quote.Usd, 8)
        : 0;

    public bool IsLive => Status == Trading && Price > 0;

    /// <summary>Every third pair can also be traded on margin; a dead one cannot.</summary>
    public bool Margin => Status == Trading && (Quote is "USDT" or "BTC") && Base.Length % 3 == 0;
}
