using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Connections;

/// <summary><c>POST /connections/validate</c>.</summary>
internal static class ValidateRoute
{
    public static void MapValidate(this RouteGroupBuilder connections) => connections
        .MapPost("/validate", HandleAsync)
        .WithSummary("Try a key without saving it")
        .WithDescription("Asks the exchange, and shows what a sync would book. Takes the body of a connect.")
        .Takes(KeyExamples.Connect)
        .Answers<Validation>(200, "The key can be connected, unless `alreadyConnected` names a connection.")
        .Fails(ExchangeErrors.OfTrial)
        .Refuses("apiSecret", "is missing");

    public static async Task<IResult> HandleAsync(
        HttpContext http, CurrentUser user, ValidateHandler handler, TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<ConnectRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return await handler.HandleAsync(user.Id, request, ct) switch
        {
            ValidateOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
            ValidateOutcome.Valid valid => ApiResults.Ok(valid.Preview),
            ValidateOutcome.AlreadyConnected connected => ApiResults.Ok(connected.Preview),
            ValidateOutcome.NotAccepted { Trial: KeyValidationOutcome.Refused refused } =>
                Refused(http, refused, clock.GetUtcNow()),
            _ => ApiResults.Unavailable(http),
        };
    }

    private static IResult Refused(HttpContext http, KeyValidationOutcome.Refused refused, DateTimeOffset now)
    {
        var answer = ApiResults.Tried(
            refused.Key.Kind, refused.Exchange, refused.Key.Detail, refused.Key.Field, refused.Key.Code);
        return refused.Key.RetryAt is { } retryAt ? answer.RetryAfter(http, retryAt - now) : answer;
    }
}
