using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Currencies;
using Portfolio.Api.Idempotency;
using Portfolio.Api.Paging;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

internal static class PortfolioRoutes
{
    /// <summary>A place becomes free by a deletion, and not by waiting.</summary>
    private static readonly TimeSpan RetryQuotaAfter = TimeSpan.FromHours(1);

    private const string OrCsv = "With `Accept: text/csv` the whole list, not one page, as a CSV file.";

    private const string OnePageOrFile = "One page of them, or the file with all of them.";

    private static readonly ParameterReference Id = new("id", ParameterLocation.Path, "The portfolio's id.");

    private static readonly string HoldingPages =
        "The first page fixes the order: each asset that is held all the while comes exactly once, with the values of "
        + $"the moment at which its page is read. A cursor works for {HoldingPageStore.KeptFor.TotalMinutes} minutes; "
        + "after that, start again with the first page. " + OrCsv;

    public static void MapPortfolios(this IEndpointRouteBuilder routes)
    {
        var portfolios = routes.MapGroup("/portfolios").WithTags("Portfolios").WithMetadata(Id);

        portfolios.MapGet("", ListAsync).WithSummary("All portfolios, oldest first").ReadsPages().Converts()
            .Answers<IReadOnlyList<PortfolioSummary>>(200, "One page of them.");
        portfolios.MapNaming();
        portfolios.MapHistory();
        portfolios.MapDelete("/{id:guid}", DeleteAsync)
            .WithSummary("Delete it, with its transactions and values")
            .WithDescription(
                "Not while a connection syncs into it. What disconnected connections synced into it goes too.")
            .Answers<object>(200, "Deleted.").Fails(ErrorKinds.NotFound)
            .Fails(new ErrorReference(ErrorKinds.Conflict, ErrorCatalog.ForPortfolioInUse(["Binance"])));
        portfolios.MapGet("/{id:guid}/holdings", HoldingsAsync).WithSummary("Its holdings now, most valuable first")
            .WithDescription(HoldingPages).ReadsPages().Converts().OffersCsv()
            .Answers<IReadOnlyList<Holding>>(200, OnePageOrFile).Fails(ErrorKinds.NotFound);
        portfolios.MapGet("/{id:guid}/derivatives", DerivativesAsync)
            .WithSummary("Its wallets of derivatives, most valuable first")
            .WithDescription(
                "Each counts in the total by its value as a whole. None of it is a holding or a transaction.")
            .Converts()
            .Answers<IReadOnlyList<DerivativeWallet>>(200, "All of them.").Fails(ErrorKinds.NotFound);
        portfolios.MapGet("/{id:guid}/transactions", TransactionsAsync).WithSummary("Its ledger, newest first")
            .WithDescription(OrCsv).ReadsPages().Converts().OffersCsv()
            .Answers<IReadOnlyList<Transaction>>(200, OnePageOrFile).Fails(ErrorKinds.NotFound);
    }

    private static void MapNaming(this RouteGroupBuilder portfolios)
    {
        portfolios.MapPost("", AddAsync).WithSummary("Make a portfolio")
            .Takes(NameExample("Trading")).Reads(IdempotencyHeader.Reference)
            .Answers<PortfolioSummary>(201, "Made.").Sends(201, "Location", "The address of its holdings.")
            .Fails(ErrorKinds.NotFound, ErrorKinds.InProgress, ErrorKinds.IdempotencyMismatch)
            .Refuses("name", GivenName.Problem);
        portfolios.MapPatch("/{id:guid}", RenameAsync).WithSummary("Rename it")
            .Takes(NameExample("Savings"))
            .Answers<PortfolioSummary>(200, "As it is now.").Fails(ErrorKinds.NotFound)
            .Refuses("name", GivenName.Problem);
    }

    private static BodyExample<PortfolioRequest> NameExample(string name) =>
        new() { Name = "name", Summary = "A name", Body = new() { Name = name } };

    private static async Task<IResult> ListAsync(
        string? currency, CurrentUser user, [AsParameters] PageQuery query, PortfolioStore store,
        CurrencyReader currencies, CancellationToken ct)
    {
        if (!query.TryRead<Guid?>(out var page, out var refusal))
            return refusal;

        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        return requested.Refusal ?? page.Answer(
            await store.ListAsync(user.Id, page.After, page.Fetch, ct),
            new PortfolioMapping(requested.Currency).Of, row => row.Id);
    }

    private static async Task<IResult> AddAsync(
        HttpContext http, CurrentUser user, NamePortfolioHandler naming, IdempotentResponses kept,
        CancellationToken ct)
    {
        var body = await JsonBody<PortfolioRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        var repeatable = RepeatableBody.Of(http.Request, body.Bytes);
        var outcome = repeatable is null
            ? await naming.MakeAsync(user.Id, request.Name, ct)
            : await naming.MakeOnceAsync(user.Id, request.Name, repeatable, ct);
        if (outcome is NameOutcome.Repeated { Earlier: var earlier })
            return IdempotentResponses.Of(http, earlier);
        if (outcome is NameOutcome.TooMany)
            return ApiResults.Error(ErrorKinds.Throttled).RetryAfter(http, RetryQuotaAfter);
        if (outcome is NameOutcome.Named { Portfolio.Id: var made })
            http.Response.Headers.Location = $"/api/v1/portfolios/{made}/holdings";

        var answer = Shape(outcome, ApiResults.Created);
        if (outcome is NameOutcome.Named && repeatable is not null)
            await kept.KeepAsync(http, user.Id, repeatable.Key, answer);
        return answer;
    }

    private static async Task<IResult> RenameAsync(
        HttpContext http, Guid id, CurrentUser user, NamePortfolioHandler naming, CancellationToken ct)
    {
        var body = await JsonBody<PortfolioRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return Shape(await naming.RenameAsync(user.Id, id, request.Name, ct), ApiResults.Ok);
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, CurrentUser user, DeletePortfolioHandler delete, CancellationToken ct) =>
        await delete.HandleAsync(user.Id, id, ct) switch
        {
            RemoveOutcome.Removed => ApiResults.Done(),
            RemoveOutcome.InUse { Live: var live } =>
                ApiResults.InUse([.. live.Select(connection => connection.Label)]),
            _ => ApiResults.NotFound(),
        };

    private static async Task<IResult> HoldingsAsync(
        HttpContext http, Guid id, string? currency, CurrentUser user, [AsParameters] PageQuery query,
        PortfolioStore portfolios, HoldingsFile file, HoldingPageStore pages, CurrencyReader currencies,
        TimeProvider clock, CancellationToken ct)
    {
        if (!query.TryRead<HoldingPosition>(out var page, out var refusal))
            return refusal;

        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        if (requested.Refusal is { } wrong)
            return wrong;
        if (await portfolios.FindAsync(user.Id, id, ct) is not { } portfolio)
            return ApiResults.NotFound();

        http.Response.Headers.Vary = "Accept";
        if (Csv.IsWanted(http.Request))
            return await file.AnswerAsync(user.Id, id, portfolio.Name, requested.Currency, ct);

        var (now, mapping) = (clock.GetUtcNow(), new PortfolioMapping(requested.Currency));
        return page.After is { } after
            ? Shape(await pages.NextAsync(user.Id, id, after, page.Limit, now, ct), mapping, StartAgain)
            : Shape(await pages.FirstAsync(user.Id, id, page.Limit, now, ct), mapping, ApiResults.NotFound);
    }

    private static async Task<IResult> DerivativesAsync(
        Guid id, string? currency, CurrentUser user, PortfolioStore portfolios, DerivativeStore derivatives,
        CurrencyReader currencies, TimeProvider clock, CancellationToken ct)
    {
        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        if (requested.Refusal is { } refusal)
            return refusal;
        if (await portfolios.FindAsync(user.Id, id, ct) is null)
            return ApiResults.NotFound();

        var rows = await derivatives.ListAsync(user.Id, id, clock.GetUtcNow(), ct);
        return ApiResults.Ok<IReadOnlyList<DerivativeWallet>>(
            [.. rows.Select(new PortfolioMapping(requested.Currency).Of)]);
    }

    private static async Task<IResult> TransactionsAsync(
        HttpContext http, Guid id, string? currency, CurrentUser user, [AsParameters] PageQuery query,
        PortfolioStore portfolios, TransactionReader transactions, CurrencyReader currencies, CancellationToken ct)
    {
        if (!query.TryRead<long?>(out var page, out var refusal))
            return refusal;

        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        if (requested.Refusal is { } wrong)
            return wrong;
        if (await portfolios.FindAsync(user.Id, id, ct) is not { } portfolio)
            return ApiResults.NotFound();

        http.Response.Headers.Vary = "Accept";
        return Csv.IsWanted(http.Request)
            ? transactions.File(user.Id, portfolio, requested.Currency, ct)
            : await transactions.AnswerAsync(user.Id, id, page, requested.Currency, ct);
    }

    private static IResult Shape(NameOutcome outcome, Func<PortfolioSummary, Meta?, IResult> done) => outcome switch
    {
        NameOutcome.Named named => done(new PortfolioMapping(null).Of(named.Portfolio), null),
        NameOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
        _ => ApiResults.NotFound(),
    };

    private static IResult StartAgain() => ApiResults.Invalid(
        "cursor", Texts.FormatFields_CursorExpired($"{HoldingPageStore.KeptFor.TotalMinutes}"));

    private static IResult Shape(HoldingPage? page, PortfolioMapping mapping, Func<IResult> missing) => page is null
        ? missing()
        : ApiResults.Ok<IReadOnlyList<Holding>>(
            [.. page.Rows.Select(mapping.Of)], new Meta(page.Next is { } next ? Cursor.Write(next) : null));
}
