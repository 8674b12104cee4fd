using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// <c>PUT /connections/{id}/credentials</c>: waits for the sync that proves the key if the caller prefers to.
/// </summary>
internal static class ReplaceCredentialsRoute
{
    public static void MapReplaceCredentials(this RouteGroupBuilder connections) => connections
        .MapPut("/{id:guid}/credentials", HandleAsync)
        .WithSummary("New keys of the same account")
        .WithDescription(
            "The exchange is asked first. If the new keys may read and no more, and belong to the same account, they "
            + "replace the old ones, and a sync follows; in every other case nothing changes. With `Prefer: wait=20` "
            + "the answer is the outcome of that sync.")
        .Takes(KeyExamples.Replacement)
        .Reads(PreferHeader.Reference)
        .Answers<Connection>(
            200,
            "With `Prefer`: the sync succeeded, or partly, and `meta` has its counts. Also of a paused connection, "
            + "which has its keys and stays paused.")
        .Answers<Connection>(202, "The keys are replaced, and the sync is not over yet.")
        .Sends(200, PreferHeader.Applied, "The preference that was accepted.")
        .Sends(202, PreferHeader.Applied, "The preference that was accepted.")
        .Fails(ErrorKinds.NotFound, ErrorKinds.DuplicateKey, ErrorKinds.DuplicateAccount, ErrorKinds.Conflict)
        .Fails(ExchangeErrors.OfReplacement)
        .Refuses("apiSecret", "is missing");

    public static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, CurrentUser user, ReplaceCredentialsHandler handler, SyncResponses responses,
        TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<CredentialsRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return await handler.HandleAsync(user.Id, id, request, ct) switch
        {
            ReplaceCredentialsOutcome.Replaced { Connection: { Paused: true } paused } =>
                ApiResults.Ok(ConnectionMapping.Of(paused, clock.GetUtcNow())),
            ReplaceCredentialsOutcome.Replaced { Connection: var row } => PreferHeader.Apply(http) is { } wait
                ? await responses.AfterAsync(http, user.Id, row, wait, ApiResults.Ok, ct)
                : responses.Accepted(row),
            KeyNotAccepted { Trial: KeyValidationOutcome.Refused refused } => Refused(http, refused, clock.GetUtcNow()),
            KeyNotAccepted => ApiResults.Unavailable(http),
            var other => NotReplaced(other, clock.GetUtcNow()),
        };
    }

    private static IResult NotReplaced(ReplaceCredentialsOutcome outcome, DateTimeOffset now) => outcome switch
    {
        ReplaceCredentialsOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
        ReplaceCredentialsOutcome.DuplicateKey { Existing: var row } => Standing(row, ErrorKinds.DuplicateKey, now),
        ReplaceCredentialsOutcome.DuplicateAccount { Existing: var row } =>
            Standing(row, ErrorKinds.DuplicateAccount, now),
        ReplaceCredentialsOutcome.ReplacedMeanwhile { Connection: var row } => Standing(row, ErrorKinds.Conflict, now),
        ReplaceCredentialsOutcome.OtherAccount { Connection: var row } =>
            ApiResults.NotReplaced(ErrorKinds.AccountMismatch, row.Exchange, null),
        ReplaceCredentialsOutcome.AccountUnknown { Connection: var row } =>
            ApiResults.NotReplaced(ErrorKinds.ExchangeUnavailable, row.Exchange, null),
        _ => ApiResults.NotFound(),
    };

    private static IResult Refused(HttpContext http, KeyValidationOutcome.Refused refused, DateTimeOffset now)
    {
        var answer = ApiResults.NotReplaced(
            refused.Key.Kind, refused.Exchange, refused.Key.Detail, refused.Key.Field, refused.Key.Code);
        return refused.Key.RetryAt is { } retryAt ? answer.RetryAfter(http, retryAt - now) : answer;
    }

    private static IResult Standing(ConnectionRow row, string kind, DateTimeOffset now) =>
        ApiResults.ErrorWith(ConnectionMapping.Of(row, now), kind, row.Exchange, row.Label);
}
