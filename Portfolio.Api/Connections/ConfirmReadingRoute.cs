using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary><c>POST /connections/{id}/confirm-reading</c>.</summary>
internal static class ConfirmReadingRoute
{
    public static void MapConfirmReading(this RouteGroupBuilder connections) => connections
        .MapPost("/{id:guid}/confirm-reading", HandleAsync)
        .WithSummary("Book a reading that the exchange's own totals contradict")
        .WithDescription("The next sync, which comes at once, books the reading if it is still the same.")
        .Takes(new BodyExample<ConfirmReadingRequest>
        {
            Name = "seen",
            Summary = "The reading that the connection shows",
            Body = new() { Contradiction = new Guid("0197f3a2-6c1e-7b5d-9a40-3e8f2d1c7b65") },
        })
        .Answers<Connection>(202, "Confirmed, and the sync is requested.")
        .Fails(ErrorKinds.NotFound)
        .Fails(new ErrorReference(ErrorKinds.Conflict, ErrorCatalog.ReadingChanged))
        .Refuses("contradiction", Texts.Fields_Contradiction);

    public static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, CurrentUser user, ConfirmReadingHandler handler, TimeProvider clock,
        CancellationToken ct)
    {
        var body = await JsonBody<ConfirmReadingRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;
        if (request.Contradiction is not { } contradiction)
            return ApiResults.Invalid("contradiction", Texts.Fields_Contradiction);

        return await handler.HandleAsync(user.Id, id, contradiction, ct) switch
        {
            ConfirmReadingOutcome.Confirmed { Connection: var confirmed } =>
                ApiResults.Accepted(ConnectionMapping.Of(confirmed, clock.GetUtcNow())),
            ConfirmReadingOutcome.Changed { Connection: var changed } =>
                ApiResults.ReadingChanged(ConnectionMapping.Of(changed, clock.GetUtcNow())),
            _ => ApiResults.NotFound(),
        };
    }
}
