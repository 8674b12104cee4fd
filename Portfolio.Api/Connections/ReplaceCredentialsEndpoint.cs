using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary><c>PUT /connections/{id}/credentials</c>: waits for the sync that proves the key if asked to.</summary>
internal sealed class ReplaceCredentialsEndpoint(ReplaceCredentials replace, SyncWaiter waiter, TimeProvider clock)
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, CurrentUser user, ReplaceCredentialsEndpoint endpoint, CancellationToken ct)
    {
        var body = await JsonBody<CredentialsRequest>.ReadAsync(http.Request, ct);
        return body.Value is { } request
            ? await endpoint.AnswerAsync(http, user.Id, id, request, ct)
            : body.Refusal ?? Answer.NotFound();
    }

    private async Task<IResult> AnswerAsync(
        HttpContext http, Guid userId, Guid id, CredentialsRequest request, CancellationToken ct) =>
        await replace.RunAsync(userId, id, request, ct) switch
        {
            CredentialsOutcome.Replaced replaced => await ReplacedAsync(http, userId, replaced.Connection, ct),
            CredentialsOutcome.Invalid invalid => Answer.Invalid(invalid.Fields),
            CredentialsOutcome.NotAccepted { Trial: KeyValidationOutcome.Refused refused } => Refused(http, refused),
            CredentialsOutcome.NotAccepted => Answer.Error(ErrorKinds.Internal),
            CredentialsOutcome.DuplicateKey { Existing: var existing } => Standing(existing, ErrorKinds.DuplicateKey),
            CredentialsOutcome.DuplicateAccount { Existing: var existing } =>
                Standing(existing, ErrorKinds.DuplicateAccount),
            CredentialsOutcome.OtherAccount other => Answer.NotReplaced(ErrorKinds.AccountMismatch, other.Exchange, null),
            CredentialsOutcome.AccountUnknown unknown =>
                Answer.NotReplaced(ErrorKinds.ExchangeUnavailable, unknown.Exchange, null),
            CredentialsOutcome.ReplacedMeanwhile { Connection: var row } => Standing(row, ErrorKinds.Conflict),
            _ => Answer.NotFound(),
        };

    private async Task<IResult> ReplacedAsync(HttpContext http, Guid userId, ConnectionRow row, CancellationToken ct)
    {
        if (row.Paused)
            return Answer.Ok(Shape(row));
        if (PreferHeader.Apply(http) is not { } time)
            return Answer.Accepted(Shape(row));

        var attempt = await waiter.WaitAsync(userId, row, time, ct);
        return attempt is Attempt.Synced synced
            ? Answer.Ok(Shape(synced.Connection), FirstAnswer.MetaOf(synced))
            : FirstAnswer.Of(http, row, attempt, clock.GetUtcNow());
    }

    private IResult Refused(HttpContext http, KeyValidationOutcome.Refused refused)
    {
        var answer = Answer.NotReplaced(
            refused.Key.Kind, refused.Exchange, refused.Key.Detail, refused.Key.Field, refused.Key.Code);
        return refused.Key.RetryAt is { } retryAt ? answer.RetryAfter(http, retryAt - clock.GetUtcNow()) : answer;
    }

    private IResult Standing(ConnectionRow row, string kind) =>
        Answer.ErrorWith(Shape(row), kind, row.Exchange, row.Label);

    private Connection Shape(ConnectionRow row) => ConnectionMapping.Of(row, clock.GetUtcNow());
}
