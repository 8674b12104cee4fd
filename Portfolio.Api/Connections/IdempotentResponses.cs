using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Keeps the first answer to a request with an idempotency key, and repeats it.</summary>
internal sealed class IdempotentResponses(ConnectStore store, IOptions<JsonOptions> json)
{
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

    public static IResult Again(HttpContext http, ConnectOutcome.AnsweredBefore before)
    {
        var kept = JsonSerializer.Deserialize<KeptAnswer>(before.Answer);
        http.Response.Headers.Location = kept?.Location;
        http.Response.Headers.RetryAfter = kept?.RetryAfter;
        return Results.Content(kept?.Body, "application/json; charset=utf-8", statusCode: before.Status);
    }

    private sealed record KeptAnswer(string? Location, string? RetryAfter, string Body);
}
