using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Idempotency;

namespace Portfolio.Api.Idempotency;

/// <summary>Keeps the first answer to a request with an idempotency key, and repeats it.</summary>
internal sealed class IdempotentResponses(IdempotencyStore store, IOptions<JsonOptions> json)
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(5);

    public async Task KeepAsync(HttpContext http, Guid userId, string key, IResult answer)
    {
        if (answer is IStatusCodeHttpResult { StatusCode: { } status } and IValueHttpResult { Value: { } envelope })
        {
            var kept = new KeptAnswer(
                http.Response.Headers.Location,
                http.Response.Headers.RetryAfter,
                JsonSerializer.Serialize(envelope, json.Value.SerializerOptions));
            await store.KeepAnswerAsync(userId, key, status, JsonSerializer.Serialize(kept), CancellationToken.None);
        }
    }

    /// <summary>The response to a repeated request.</summary>
    /// <param name="earlier">The request that came first; 404 if what it made is no longer there.</param>
    public static IResult Of(HttpContext http, EarlierRequest earlier) => earlier switch
    {
        EarlierRequest.Answered answered => Again(http, answered),
        EarlierRequest.OfAnotherBody => ApiResults.Error(ErrorKinds.IdempotencyMismatch),
        EarlierRequest.UnderWay => ApiResults.Error(ErrorKinds.InProgress).RetryAfter(http, RepeatAfter),
        _ => ApiResults.NotFound(),
    };

    private static IResult Again(HttpContext http, EarlierRequest.Answered answered)
    {
        var kept = JsonSerializer.Deserialize<KeptAnswer>(answered.Answer);
        http.Response.Headers.Location = kept?.Location;
        http.Response.Headers.RetryAfter = kept?.RetryAfter;
        return Results.Content(kept?.Body, "application/json; charset=utf-8", statusCode: answered.Status);
    }

    private sealed record KeptAnswer(string? Location, string? RetryAfter, string Body);
}
