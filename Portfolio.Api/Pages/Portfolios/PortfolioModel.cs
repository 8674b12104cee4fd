using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The data that the portfolio page shows at first.</summary>
internal sealed record PortfolioModel(
    IReadOnlyList<PortfolioRow> Portfolios,
    PortfolioRow? Chosen,
    IReadOnlyList<HoldingRow> Holdings,
    IReadOnlyList<ValuePoint> Values,
    bool AnyConnection)
{
    /// <summary>Of a portfolio that holds nothing: the connections that sync into it.</summary>
    public IReadOnlyList<ConnectionRow> Into { get; init; } = [];

    /// <summary>Of a portfolio that holds nothing: true if it has transactions.</summary>
    public bool Past { get; init; }

    public TotalBasis? Basis { get; init; }

    /// <summary>
    /// What the prices of 24 hours have changed of the holdings of now; null where no price of then is known.
    /// </summary>
    public DayChange? Day
    {
        get
        {
            var changes = Holdings.Where(holding => holding is { PriceChange24hUsd: not null, ValueUsd: not null })
                .Select(holding => (
                    Now: View.Amounts.Read(holding.ValueUsd),
                    Share: View.Amounts.Read(holding.PriceChange24hUsd) / View.Amounts.Read(holding.PriceUsd)))
                .ToList();
            var usd = changes.Sum(change => change.Now * change.Share);
            var before = changes.Sum(change => change.Now) - usd;
            return before > 0 ? new DayChange(usd, usd / before) : null;
        }
    }

    public decimal TotalUsd => Holdings.Sum(holding => View.Amounts.Read(holding.ValueUsd));
}

/// <summary>The change of a value within 24 hours by prices alone.</summary>
/// <param name="Share">Of the value at the prices of then.</param>
public sealed record DayChange(decimal Usd, decimal Share);
