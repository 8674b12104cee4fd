using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The same quantities at the prices of now and of 24 hours ago.</summary>
/// <param name="ThenUsd">Not 0.</param>
public sealed record PriceChange(decimal NowUsd, decimal ThenUsd)
{
    /// <summary>Of the value at the prices of then.</summary>
    public decimal Share => (NowUsd - ThenUsd) / Math.Abs(ThenUsd);

    /// <summary>Null where no price of then is known.</summary>
    public static PriceChange? Of(IEnumerable<HoldingPartRow> parts)
    {
        var known = parts.Where(part => part is { ValueUsd: not null, DayAgoUsd: not null }).ToList();
        var now = known.Sum(part => Amounts.Read(part.ValueUsd));
        var then = known.Sum(
            part => Amounts.Read(part.ValueUsd) * (Amounts.Read(part.DayAgoUsd) / Amounts.Read(part.PriceUsd)));
        return then is 0 ? null : new PriceChange(now, then);
    }

    /// <summary>
    /// The change in a currency, each value at the rate of its time; null where no rate of then is kept.
    /// </summary>
    public (decimal Value, decimal Share)? In(CurrencyRate currency)
    {
        if (currency.DayAgoUsd is not { } rate)
            return null;

        var (now, then) = (NowUsd / currency.Usd, ThenUsd / rate);
        return (now - then, (now - then) / Math.Abs(then));
    }
}
