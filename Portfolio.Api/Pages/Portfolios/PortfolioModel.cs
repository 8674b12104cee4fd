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

    public decimal TotalUsd => Holdings.Sum(holding => View.Amounts.Read(holding.ValueUsd));
}
