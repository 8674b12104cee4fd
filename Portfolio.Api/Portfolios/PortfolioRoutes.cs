using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Paging;
using Portfolio.Contracts.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

internal static class PortfolioRoutes
{
    private const int MaxNameLength = 100;
    private const string OrCsv = "With `Accept: text/csv` the whole list, not one page, as a CSV file.";

    public static void MapPortfolios(this IEndpointRouteBuilder routes)
    {
        var portfolios = routes.MapGroup("/portfolios").WithTags("Portfolios");

        portfolios.MapGet("", ListAsync).WithSummary("All portfolios, oldest first")
            .Answers<IReadOnlyList<PortfolioSummary>>(200).Fails(400);
        portfolios.MapPost("", AddAsync).WithSummary("Make a portfolio")
            .Accepts<PortfolioRequest>("application/json")
            .Answers<PortfolioSummary>(201).Fails(400, 413, 415);
        portfolios.MapGet("/{id:guid}/holdings", HoldingsAsync).WithSummary("What it holds now, most valuable first")
            .WithDescription(OrCsv)
            .Answers<IReadOnlyList<Holding>>(200).Fails(400, 404);
        portfolios.MapGet("/{id:guid}/transactions", TransactionsAsync).WithSummary("Its ledger, newest first")
            .WithDescription(OrCsv)
            .Answers<IReadOnlyList<Transaction>>(200).Fails(400, 404);
    }

    private static async Task<IResult> ListAsync(
        CurrentUser user, [AsParameters] PageQuery query, PortfolioStore store, CancellationToken ct)
    {
        if (query.Read<Guid?>(out var refusal) is not { } page)
            return refusal ?? Answer.NotFound();

        var rows = await store.ListAsync(user.Id, page.After, page.Fetch, ct);
        return page.Answer(rows, Shape, row => row.Id);
    }

    private static async Task<IResult> AddAsync(
        HttpContext http, CurrentUser user, PortfolioStore store, TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<PortfolioRequest>.ReadAsync(http.Request, ct);
        if (body.Value is not { } request)
            return body.Refusal ?? Answer.NotFound();

        if (request.Name?.Trim() is not { Length: > 0 and <= MaxNameLength } name || name.Any(char.IsControl))
            return Answer.Invalid("name", $"must be 1 to {MaxNameLength} characters on one line");

        var added = await store.AddAsync(user.Id, name, clock.GetUtcNow(), ct);
        http.Response.Headers.Location = $"/api/v1/portfolios/{added.Id}/holdings";
        return Answer.Created(Shape(added));
    }

    private static async Task<IResult> HoldingsAsync(
        HttpContext http, Guid id, CurrentUser user, [AsParameters] PageQuery query, PortfolioStore portfolios,
        HoldingStore holdings, TimeProvider clock, CancellationToken ct)
    {
        if (query.Read<HoldingPosition>(out var refusal) is not { } page)
            return refusal ?? Answer.NotFound();

        if (await portfolios.FindAsync(user.Id, id, ct) is null)
            return Answer.NotFound();

        http.Response.Headers.Vary = "Accept";
        if (Csv.IsWanted(http.Request))
        {
            var all = await holdings.ListAsync(user.Id, id, null, int.MaxValue, ct);
            return PortfolioCsv.Holdings(all, clock.GetUtcNow());
        }

        var rows = await holdings.ListAsync(user.Id, id, page.After, page.Fetch, ct);
        return page.Answer(rows, Shape, row => row.Position);
    }

    private static async Task<IResult> TransactionsAsync(
        HttpContext http, Guid id, CurrentUser user, [AsParameters] PageQuery query, PortfolioStore portfolios,
        TransactionStore transactions, TimeProvider clock, CancellationToken ct)
    {
        if (query.Read<long?>(out var refusal) is not { } page)
            return refusal ?? Answer.NotFound();

        if (await portfolios.FindAsync(user.Id, id, ct) is null)
            return Answer.NotFound();

        http.Response.Headers.Vary = "Accept";
        if (Csv.IsWanted(http.Request))
            return PortfolioCsv.Transactions(transactions, user.Id, id, clock.GetUtcNow(), ct);

        var rows = await transactions.ListAsync(user.Id, id, page.After, page.Fetch, ct);
        return page.Answer(rows, Shape, row => row.Position);
    }

    private static PortfolioSummary Shape(PortfolioRow row) => new(row.Id, row.Name, row.TotalUsd);

    private static Holding Shape(HoldingRow row) => new(
        row.Symbol, row.Name, row.Source, row.Quantity, row.PriceUsd, row.ValueUsd, row.PriceSource, row.PricedAt,
        row.StaleSince,
        [.. row.Wallets.Zip(row.WalletQuantities, (wallet, quantity) => new HoldingWallet(wallet, quantity))]);

    private static Transaction Shape(TransactionRow row) => new(
        row.Id, row.Type, row.Symbol, row.Quantity, row.Delta, row.Reason, row.ConnectionId, row.RunId, row.OccurredAt);
}
