using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary><c>POST /connections</c>: waits for the first sync if asked to, and keeps its answer for repetitions.</summary>
internal sealed class ConnectEndpoint(
    Connect connect,
    ConnectionStore connections,
    CredentialSealer sealer,
    SyncWaiter waiter,
    IdempotentResponses kept,
    TimeProvider clock)
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, CurrentUser user, ConnectEndpoint endpoint, CancellationToken ct)
    {
        var body = await JsonBody<ConnectRequest>.ReadAsync(http.Request, ct);
        if (body.Value is not { } request)
            return body.Refusal ?? Answer.NotFound();

        var problems = ConnectRules.Check(request);
        var key = IdempotencyHeader.Read(http.Request, problems);
        return problems.Count > 0
            ? Answer.Invalid(problems)
            : await endpoint.AnswerAsync(http, user.Id, request, endpoint.Idempotency(key, body.Bytes), ct);
    }

    private IdempotencyKey? Idempotency(string? key, byte[] body) =>
        key is null ? null : new IdempotencyKey(key, sealer.BodyHmac(body));

    private async Task<IResult> AnswerAsync(
        HttpContext http, Guid userId, ConnectRequest request, IdempotencyKey? idempotency, CancellationToken ct) =>
        await connect.RunAsync(userId, request, idempotency, ct) switch
        {
            ConnectOutcome.Invalid invalid => Answer.Invalid(invalid.Fields),
            ConnectOutcome.Stored stored => await StoredAsync(http, userId, stored.Connection, idempotency, ct),
            ConnectOutcome.DuplicateKey { Existing: var existing } => Answer.ErrorWith(
                ConnectionMapping.Of(existing, clock.GetUtcNow()), ErrorKinds.DuplicateKey, existing.Exchange),
            ConnectOutcome.Repeated { Before: AddOutcome.AnsweredBefore before } => IdempotentResponses.Again(http, before),
            ConnectOutcome.Repeated { Before: AddOutcome.NeverAnswered never } =>
                await FoundAsync(http, userId, never.ConnectionId, ct),
            ConnectOutcome.Repeated { Before: AddOutcome.OtherBody } => Answer.Error(ErrorKinds.IdempotencyMismatch),
            _ => Answer.Error(ErrorKinds.InProgress).RetryAfter(http, TimeSpan.FromSeconds(5)),
        };

    private async Task<IResult> StoredAsync(
        HttpContext http, Guid userId, ConnectionRow row, IdempotencyKey? idempotency, CancellationToken ct)
    {
        http.Response.Headers.Location = $"/api/v1/connections/{row.Id}";
        var answer = Answer.Accepted(ConnectionMapping.Of(row, clock.GetUtcNow()));
        try
        {
            if (PreferHeader.Apply(http) is { } time)
            {
                var attempt = await waiter.WaitAsync(userId, row, time, ct);
                answer = FirstAnswer.Of(http, row, attempt, clock.GetUtcNow());
            }
        }
        finally
        {
            // Also for a caller who hung up while waiting: what was accepted is what they will come back for.
            if (idempotency is not null)
                await kept.KeepAsync(http, userId, idempotency.Key, answer);
        }

        return answer;
    }

    private async Task<IResult> FoundAsync(HttpContext http, Guid userId, Guid? connectionId, CancellationToken ct)
    {
        if (connectionId is not { } id || await connections.FindAsync(userId, id, ct) is not { } row)
            return Answer.NotFound();

        http.Response.Headers.Location = $"/api/v1/connections/{id}";
        return Answer.Accepted(ConnectionMapping.Of(row, clock.GetUtcNow()));
    }
}
