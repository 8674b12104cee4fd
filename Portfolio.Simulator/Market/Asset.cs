namespace Portfolio.Simulator.Market;

/// <summary>Something that can be held.</summary>
/// <param name="Usd">What one unit is worth while the market stands still; 0 when it is worth nothing.</param>
/// <param name="Pairs">Quotes it is traded against; <c>^X</c> means that X is the base, this asset the quote.</param>
internal sealed record Asset(string Code, string Name, decimal Usd, IReadOnlyList<string> Pairs);
