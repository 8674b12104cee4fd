using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Connections;

/// <summary><c>PUT /connections/{id}/portfolio</c>.</summary>
internal static class MoveRoute
{
    public static void MapMove(this RouteGroupBuilder connections) => connections
        .MapPut("/{id:guid}/portfolio", HandleAsync)
        .WithSummary("Move it to another portfolio, with its transactions")
        .WithDescription(
            "Amounts, ids and order of the transactions stay. Its history goes along, so that neither portfolio shows "
            + "a gain or a loss. A disconnected connection whose transactions were kept can be moved, too.")
        .Takes(new BodyExample<MoveRequest>
        {
            Name = "portfolio",
            Summary = "The portfolio to move it to",
            Body = new() { PortfolioId = new Guid("01a25532-0f31-7a54-8c1d-5e2b7a9d4f60") },
        })
        .Answers<object>(200, "It is there.")
        .Fails(ErrorKinds.NotFound)
        .Refuses("portfolioId", Texts.Fields_UnknownPortfolio);

    private static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, CurrentUser user, MoveHandler move, CancellationToken ct)
    {
        var body = await JsonBody<MoveRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return await move.HandleAsync(user.Id, id, request.PortfolioId ?? Guid.Empty, ct) switch
        {
            MoveOutcome.Moved => ApiResults.Done(),
            MoveOutcome.NoPortfolio => ApiResults.Invalid("portfolioId", Texts.Fields_UnknownPortfolio),
            _ => ApiResults.NotFound(),
        };
    }
}
