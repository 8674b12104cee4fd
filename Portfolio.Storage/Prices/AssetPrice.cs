namespace Portfolio.Storage.Prices;

/// <summary>The price of an asset at its exchange.</summary>
/// <param name="Usd">For one unit; above zero.</param>
/// <param name="Source">The pair or pairs that it comes from: "BTCUSDT".</param>
/// <param name="Host">The exchange, or the region of it that lists these pairs: "okx:eea".</param>
public sealed record AssetPrice(string Symbol, decimal Usd, string Source, string Host);
