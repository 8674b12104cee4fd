using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary><c>POST /connections/{id}/confirm-reading</c>.</summary>
internal static class ConfirmReadingRoute
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, CurrentUser user, ConfirmReadingHandler handler, TimeProvider clock,
        CancellationToken ct)
    {
        var body = await JsonBody<ConfirmReadingRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;
        if (request.Contradiction is not { } contradiction)
            return ApiResults.Invalid("contradiction", "is missing: send the id of the contradiction that you confirm");

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
