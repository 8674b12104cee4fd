using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

internal static class Valuation
{
    /// <summary>USD; null without a price, and where the product is no value (<see cref="Amounts.MostUsd"/>).</summary>
    public static decimal? Of(decimal quantity, Price? price) =>
        Amounts.OrNull(() => quantity * price?.Usd) is { } usd && Amounts.IsValue(usd) ? usd : null;

    /// <summary>Null where one of them is, and where the sum is beyond the range of a decimal.</summary>
    public static decimal? Sum(IEnumerable<decimal?> values) =>
        Amounts.OrNull(() => values.Aggregate((decimal?)0, (sum, value) => sum + value));
}
