using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Lets a person confirm a reading that the exchange's own totals contradict.</summary>
internal sealed class ConfirmReading(
    ReadingConfirmationStore store, SyncPublisher publisher, IOptions<ConnectionOptions> options, TimeProvider clock)
{
    /// <summary>Null: no such connection.</summary>
    public async Task<ConfirmReadingOutcome?> RunAsync(
        Guid userId, Guid id, Guid contradiction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await store.ConfirmAsync(
            userId, id, contradiction, now, now + options.Value.AskedByPersonFor, ct);
        if (outcome is ConfirmReadingOutcome.Confirmed { Connection: { Paused: false } confirmed })
            await publisher.RequestAsync(userId, confirmed);
        return outcome;
    }

    /// <summary><c>POST /connections/{id}/confirm-reading</c>.</summary>
    public static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, CurrentUser user, ConfirmReading confirm, TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<ConfirmReadingRequest>.ReadAsync(http.Request, ct);
        if (body.Value is not { } request)
            return body.Refusal ?? Answer.NotFound();
        if (request.Contradiction is not { } contradiction)
            return Answer.Invalid("contradiction", "is missing: send the id of the contradiction that you confirm");

        return await confirm.RunAsync(user.Id, id, contradiction, ct) switch
        {
            ConfirmReadingOutcome.Confirmed { Connection: var confirmed } =>
                Answer.Accepted(ConnectionMapping.Of(confirmed, clock.GetUtcNow())),
            ConfirmReadingOutcome.Changed { Connection: var changed } =>
                Answer.ReadingChanged(ConnectionMapping.Of(changed, clock.GetUtcNow())),
            _ => Answer.NotFound(),
        };
    }
}
