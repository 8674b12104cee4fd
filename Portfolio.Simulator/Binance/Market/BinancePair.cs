namespace Portfolio.Simulator.Binance.Market;

/// <summary>A pair as it is listed. The symbol does not tell where the base ends and the quote begins.</summary>
/// <param name="Status">TRADING, HALT, BREAK or another of Binance's words.</param>
internal sealed record BinancePair(string Base, string Quote, string Status, decimal Price)
{
    public const string Trading = "TRADING";

    public string Symbol { get; } = Base + Quote;

    public bool IsLive => Status == Trading && Price > 0;

    /// <summary>Every third pair can also be traded on margin; a dead one cannot.</summary>
    public bool Margin => Status == Trading && (Quote is "USDT" or "BTC") && Base.Length % 3 == 0;
}
