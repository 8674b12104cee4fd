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
        routes.MapGet("/portfolio/holdings.csv", AllHoldingsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/{id:guid}/holdings.csv", HoldingsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/transactions.csv", AllTransactions).ExcludeFromDescription();
        routes.MapGet("/portfolio/{id:guid}/transactions.csv", TransactionsAsync).ExcludeFromDescription();
    }

    /// <summary>The address of a file with all holdings.</summary>
    /// <param name="portfolioId">Null: of all portfolios.</param>
    public static string Holdings(Guid? portfolioId) => $"{Of(portfolioId)}/holdings.csv";

    /// <summary>The address of a file with the transactions that a search finds.</summary>
    /// <param name="portfolioId">Null: of all portfolios.</param>
    public static string Transactions(Guid? portfolioId, LedgerSearch search)
    {
        var query = new QueryBuilder();
        Add("asset", search.Asset);
        Add("direction", search.Direction);
        Add("connection", search.ConnectionId?.ToString());
        return $"{Of(portfolioId)}/transactions.csv{query}";

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add(name, value);
        }
    }

    private static string Of(Guid? portfolioId) => portfolioId is { } id ? $"/portfolio/{id}" : "/portfolio";

    private static Task<IResult> AllHoldingsAsync(CurrentUser user, HoldingsFile file, CancellationToken ct) =>
        file.AnswerAsync(user.Id, null, PortfolioChoice.All.Name, ct);

    private static async Task<IResult> HoldingsAsync(
        Guid id, CurrentUser user, PortfolioStore portfolios, HoldingsFile file, CancellationToken ct) =>
        await portfolios.FindAsync(user.Id, id, ct) is { } portfolio
            ? await file.AnswerAsync(user.Id, id, portfolio.Name, ct)
            : Results.NotFound();

    private static IResult AllTransactions(
        string? asset, string? direction, Guid? connection, CurrentUser user, LedgerStore ledger, TimeProvider clock,
        CancellationToken ct) =>
        LedgerCsv.Of(
            PortfolioChoice.All.Name,
            ledger.StreamAsync(user.Id, null, new LedgerSearch(asset, connection, direction), ct),
            clock.GetUtcNow());

    private static async Task<IResult> TransactionsAsync(
        Guid id, string? asset, string? direction, Guid? connection, CurrentUser user, PortfolioStore portfolios,
        LedgerStore ledger, TimeProvider clock, CancellationToken ct) =>
        await portfolios.FindAsync(user.Id, id, ct) is { } portfolio
            ? LedgerCsv.Of(
                portfolio.Name,
                ledger.StreamAsync(user.Id, id, new LedgerSearch(asset, connection, direction), ct),
                clock.GetUtcNow())
            : Results.NotFound();
}
