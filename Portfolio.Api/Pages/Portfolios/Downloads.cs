using Microsoft.AspNetCore.Http.Extensions;
using Portfolio.Api.Authentication;
using Portfolio.Api.Currencies;
using Portfolio.Api.Portfolios;
using Portfolio.Contracts.Prices;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The files behind the page's CSV buttons, for a person with a session.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portfolio/holdings.csv", AllHoldingsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/{id:guid}/holdings.csv", HoldingsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/transactions.csv", AllTransactionsAsync).ExcludeFromDescription();
        routes.MapGet("/portfolio/{id:guid}/transactions.csv", TransactionsAsync).ExcludeFromDescription();
    }

    /// <summary>The address of a file with all holdings.</summary>
    /// <param name="portfolioId">Null: of all portfolios.</param>
    /// <param name="currency">Adds amounts in it.</param>
    public static string Holdings(Guid? portfolioId, string currency) =>
        $"{Of(portfolioId)}/holdings.csv{Currency([], currency)}";

    /// <summary>The address of a file with the transactions that a search finds.</summary>
    /// <param name="portfolioId">Null: of all portfolios.</param>
    /// <param name="currency">Adds amounts in it.</param>
    public static string Transactions(Guid? portfolioId, LedgerSearch search, string currency)
    {
        var query = new QueryBuilder();
        Add("asset", search.Asset);
        Add("direction", search.Direction);
        Add("connection", search.ConnectionId?.ToString());
        return $"{Of(portfolioId)}/transactions.csv{Currency(query, currency)}";

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add(name, value);
        }
    }

    /// <summary>The columns in USD are always there.</summary>
    private static QueryBuilder Currency(QueryBuilder query, string currency)
    {
        if (currency is not CurrencyCodes.Usd)
            query.Add("currency", currency);
        return query;
    }

    private static string Of(Guid? portfolioId) => portfolioId is { } id ? $"/portfolio/{id}" : "/portfolio";

    private static async Task<IResult> AllHoldingsAsync(
        string? currency, CurrentUser user, HoldingsFile file, CurrencyReader currencies, CancellationToken ct)
    {
        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        return requested.Refusal
            ?? await file.AnswerAsync(user.Id, null, PortfolioChoice.All.Name, requested.Currency, ct);
    }

    private static async Task<IResult> HoldingsAsync(
        Guid id, string? currency, CurrentUser user, PortfolioStore portfolios, HoldingsFile file,
        CurrencyReader currencies, CancellationToken ct)
    {
        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        return requested.Refusal ?? (await portfolios.FindAsync(user.Id, id, ct) is { } portfolio
            ? await file.AnswerAsync(user.Id, id, portfolio.Name, requested.Currency, ct)
            : Results.NotFound());
    }

    private static Task<IResult> AllTransactionsAsync(
        [AsParameters] LedgerFileQuery query, CurrentUser user, LedgerFile file, CancellationToken ct) =>
        file.AnswerAsync(user.Id, null, PortfolioChoice.All.Name, query, ct);

    private static async Task<IResult> TransactionsAsync(
        Guid id, [AsParameters] LedgerFileQuery query, CurrentUser user, PortfolioStore portfolios, LedgerFile file,
        CancellationToken ct) =>
        await portfolios.FindAsync(user.Id, id, ct) is { } portfolio
            ? await file.AnswerAsync(user.Id, id, portfolio.Name, query, ct)
            : Results.NotFound();
}
