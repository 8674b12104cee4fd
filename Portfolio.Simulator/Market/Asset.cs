namespace Portfolio.Simulator.Market;

/// <summary>An asset that an account can hold.</summary>
/// <param name="Usd">The price of one unit while the market stands still; 0 for a worthless asset.</param>
/// <param name="Pairs">Quotes it is traded against; <c>^X</c> means that X is the base, this asset the quote.</param>
internal sealed record Asset(string Code, string Name, decimal Usd, IReadOnlyList<string> Pairs);
