using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Idempotency;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// <c>POST /connections</c>: waits for the first sync if the caller prefers to, and keeps the response for repetitions.
/// </summary>
internal static class ConnectRoute
{
    public static void MapConnect(this RouteGroupBuilder connections) => connections.MapPost("", HandleAsync)
        .WithSummary("Connect an exchange account")
        .WithDescription(
            "Keeps the key encrypted and requests the first sync. The key of a connection that is `action_required` "
            + "repairs that one, which keeps its id. With `Prefer: wait=20` the answer is the outcome of the first "
            + "sync; a connection that was refused or failed is the `data` of the error, and stays.")
        .Takes(KeyExamples.Connect)
        .Reads(PreferHeader.Reference, IdempotencyHeader.Reference)
        .Answers<Connection>(201, "With `Prefer`: the first sync succeeded, or partly. `meta` has its counts.")
        .Answers<Connection>(202, "The first sync is requested, and not over yet.")
        .Sends(201, "Location", "The address of the connection.")
        .Sends(202, "Location", "The address of the connection.")
        .Sends(201, PreferHeader.Applied, "The preference that was accepted.")
        .Sends(202, PreferHeader.Applied, "The preference that was accepted.")
        .Fails(ErrorKinds.NotFound, ErrorKinds.DuplicateKey, ErrorKinds.DuplicateAccount, ErrorKinds.InProgress)
        .Fails(ErrorKinds.IdempotencyMismatch)
        .Fails(ExchangeErrors.OfSync)
        .Refuses("apiSecret", "is missing");

    public static async Task<IResult> HandleAsync(
        HttpContext http, CurrentUser user, ConnectHandler handler, SyncResponses responses, IdempotentResponses kept,
        TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<ConnectRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        var begunAt = clock.GetTimestamp();
        var wait = PreferHeader.Wait(http.Request);
        var command = new ConnectCommand
        {
            UserId = user.Id,
            Request = request,
            Idempotency = RepeatableBody.Of(http.Request, body.Bytes, wait ?? TimeSpan.Zero),
        };
        return await handler.HandleAsync(command, ct) switch
        {
            ConnectOutcome.Stored { Connection: var row } => await StoredAsync(
                http, command, row, responses, kept, wait - clock.GetElapsedTime(begunAt), ct),
            ConnectOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
            ConnectOutcome.UnknownPortfolio => ApiResults.Invalid(ConnectRules.UnknownPortfolio),
            ConnectOutcome.Repeated { Earlier: var earlier } => IdempotentResponses.Of(http, earlier),
            var other => NotStored(http, other, clock.GetUtcNow()),
        };
    }

    /// <param name="left">Of the preferred wait, which storing and sending count in; null: none is preferred.</param>
    private static async Task<IResult> StoredAsync(
        HttpContext http, ConnectCommand command, ConnectionRow row, SyncResponses responses, IdempotentResponses kept,
        TimeSpan? left, CancellationToken ct)
    {
        http.Response.Headers.Location = LocationOf(row);
        var answer = responses.Accepted(row);
        try
        {
            if (PreferHeader.Apply(http) is not null && left is { } wait)
                answer = await responses.AfterAsync(http, command.UserId, row, wait, ApiResults.Created, ct);
        }
        finally
        {
            // Also for a caller who hung up while waiting: a repetition must find the accepted request.
            if (command.Idempotency is { Key: var key })
                await kept.KeepAsync(http, command.UserId, key, answer);
        }

        return answer;
    }

    private static IResult NotStored(HttpContext http, ConnectOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case ConnectOutcome.DuplicateKey { Existing: var existing }:
                return ApiResults.ErrorWith(
                    ConnectionMapping.Of(existing, now), ErrorKinds.DuplicateKey, existing.Exchange);
            case ConnectOutcome.DuplicateAccount { Existing: var existing }:
                return ApiResults.ErrorWith(
                    ConnectionMapping.Of(existing, now),
                    ErrorKinds.DuplicateAccount,
                    existing.Exchange,
                    existing.Label);
            case ConnectOutcome.TooMany { RetryAfter: var wait }:
                return ApiResults.Error(ErrorKinds.Throttled).RetryAfter(http, wait);
            case ConnectOutcome.NeverAnswered { Connection: var stored }:
                http.Response.Headers.Location = LocationOf(stored);
                return ApiResults.Accepted(ConnectionMapping.Of(stored, now));
            default:
                return ApiResults.Error(ErrorKinds.Internal);
        }
    }

    private static string LocationOf(ConnectionRow row) => $"/api/v1/connections/{row.Id}";
}
