using Portfolio.Api.Authentication;
using Portfolio.Api.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The files behind the page's CSV buttons: as the API's, for a person with a session.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portfolio/{id:guid}/holdings.csv", HoldingsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/{id:guid}/transactions.csv", TransactionsAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> HoldingsAsync(
        Guid id, CurrentUser user, PortfolioStore portfolios, HoldingStore holdings, TimeProvider clock,
        CancellationToken ct) =>
        await portfolios.FindAsync(user.Id, id, ct) is null
            ? Results.NotFound()
            : PortfolioCsv.Holdings(
                await holdings.ListAsync(user.Id, id, null, int.MaxValue, ct), clock.GetUtcNow());

    private static async Task<IResult> TransactionsAsync(
        Guid id, CurrentUser user, PortfolioStore portfolios, TransactionStore transactions, TimeProvider clock,
        CancellationToken ct) =>
        await portfolios.FindAsync(user.Id, id, ct) is null
            ? Results.NotFound()
            : PortfolioCsv.Transactions(transactions, user.Id, id, clock.GetUtcNow(), ct);
}
