using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>All that the portfolio page shows at first.</summary>
internal sealed record PortfolioPicture(
    IReadOnlyList<PortfolioRow> Portfolios,
    PortfolioRow? Chosen,
    IReadOnlyList<HoldingRow> Holdings,
    IReadOnlyList<ValuePoint> Values,
    bool AnyConnection)
{
    public decimal TotalUsd => Holdings.Sum(holding => View.Amounts.Read(holding.ValueUsd));
}
