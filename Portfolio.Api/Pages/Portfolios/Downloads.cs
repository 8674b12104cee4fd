using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portfolio.Api.Authentication;
using Portfolio.Api.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The files behind the page's CSV buttons, for a person with a session.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portfolio/{id:guid}/holdings.csv", HoldingsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/{id:guid}/transactions.csv", TransactionsAsync).ExcludeFromDescription();
    }

    /// <summary>The address of a file with the transactions that a search finds.</summary>
    public static string Transactions(Guid portfolioId, LedgerSearch search)
    {
        var query = new QueryBuilder();
        Add("asset", search.Asset);
        Add("direction", search.Direction);
        Add("connection", search.ConnectionId?.ToString());
        return string.Create(CultureInfo.InvariantCulture, $"/portfolio/{portfolioId}/transactions.csv{query}");

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add(name, value);
        }
    }

    private static async Task<IResult> HoldingsAsync(
        Guid id, CurrentUser user, PortfolioStore portfolios, HoldingStore holdings, TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await portfolios.FindAsync(user.Id, id, ct) is { } portfolio
            ? PortfolioCsv.Holdings(portfolio, await holdings.ListAsync(user.Id, id, now, ct), now)
            : Results.NotFound();
    }

    private static async Task<IResult> TransactionsAsync(
        Guid id, string? asset, string? direction, Guid? connection, CurrentUser user, PortfolioStore portfolios,
        LedgerStore ledger, TimeProvider clock, CancellationToken ct) =>
        await portfolios.FindAsync(user.Id, id, ct) is { } portfolio
            ? LedgerCsv.Of(
                portfolio,
                ledger.StreamAsync(user.Id, id, new LedgerSearch(asset, connection, direction), ct),
                clock.GetUtcNow())
            : Results.NotFound();
}
