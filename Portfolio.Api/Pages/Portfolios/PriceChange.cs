using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>How prices alone have changed a value within 24 hours.</summary>
/// <param name="Share">Of the value at the prices of then.</param>
public sealed record PriceChange(decimal Usd, decimal Share)
{
    /// <summary>Null where no price of then is known.</summary>
    public static PriceChange? Of(IEnumerable<HoldingPartRow> parts)
    {
        var known = parts.Where(part => part is { ValueUsd: not null, DayAgoUsd: not null }).ToList();
        var now = known.Sum(part => Amounts.Read(part.ValueUsd));
        var then = known.Sum(
            part => Amounts.Read(part.ValueUsd) * (Amounts.Read(part.DayAgoUsd) / Amounts.Read(part.PriceUsd)));
        return then is 0 ? null : new PriceChange(now - then, (now - then) / Math.Abs(then));
    }
}
