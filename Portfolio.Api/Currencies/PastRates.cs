namespace Portfolio.Api.Currencies;

/// <summary>The rates of one currency at chosen moments.</summary>
/// <param name="usd">USD for one unit then; null: the currency is the dollar.</param>
internal sealed class PastRates(IReadOnlyDictionary<DateTimeOffset, decimal>? usd)
{
    public static PastRates Dollar { get; } = new(null);

    /// <summary>An amount in USD of a moment, in the currency at the rate of then; null where none is kept.</summary>
    public decimal? Of(decimal amount, DateTimeOffset at) =>
        usd is null ? amount : usd.TryGetValue(at, out var rate) ? amount / rate : null;
}
