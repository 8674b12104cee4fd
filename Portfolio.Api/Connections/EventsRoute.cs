using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.OpenApi;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary><c>GET /connections/events</c>: the feed as server-sent events.</summary>
internal static class EventsRoute
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapEvents(this RouteGroupBuilder connections) => connections.MapGet("/events", Handle)
        .WithSummary("Changes of your connections, as server-sent events")
        .WithDescription(
            "The `event` is `connection` (the data is a connection that is new or has changed), `removed` (the data is "
            + "the `id` of one that was disconnected) or `heartbeat` (when there is nothing newer, and every 15 "
            + "seconds without events).")
        .Reads(new ParameterReference(
            LastEventId,
            ParameterLocation.Header,
            "The last `id` that you have received: the stream begins with the changes since then. Left out: it begins "
            + "with all connections.",
            new OpenApiSchema { Type = JsonSchemaType.String },
            "5f3a0c9d1e77:4711:4711:"))
        .Produces<Connection>(200, "text/event-stream")
        .WithMetadata(new AnswerReference(200, typeof(string), "The stream, which stays open."));

    public static IResult Handle(HttpContext http, CurrentUser user, ConnectionFeed feed, IHostApplicationLifetime host)
    {
        http.Response.OnStarting(PassProxies, http.Response);
        return TypedResults.ServerSentEvents(
            EventsAsync(feed, user.Id, After(http.Request), host, http.RequestAborted));
    }

    /// <summary>
    /// nginx keeps an answer until a buffer is full, unless the answer says otherwise
    /// (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering); others compress it, which holds it
    /// back too. The answer sets its own Cache-Control while it is written, so this comes last.
    /// </summary>
    private static Task PassProxies(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.CacheControl = "no-cache, no-store, no-transform";
        headers["X-Accel-Buffering"] = "no";
        return Task.CompletedTask;
    }

    /// <summary>Null when the caller has seen nothing.</summary>
    private static FeedPosition? After(HttpRequest request) =>
        request.Headers[LastEventId].ToString() is { Length: > 0 } text ? FeedPosition.Parse(text) : null;

    /// <summary>Ends with the caller's connection, and with the process: a stream must not hold up its stop.</summary>
    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        ConnectionFeed feed, Guid userId, FeedPosition? after, IHostApplicationLifetime host,
        [EnumeratorCancellation] CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
        await foreach (var change in feed.WatchAsync(userId, after, either.Token))
            yield return Event(change);
    }

    private static SseItem<object> Event(ConnectionChange change) => change switch
    {
        ConnectionChange.Changed changed => Item(changed.Connection, "connection", change),
        ConnectionChange.Removed removed => Item(new RemovedConnection(removed.Id), "removed", change),
        _ => Item(new Heartbeat(), "heartbeat", change),
    };

    private static SseItem<object> Item(object data, string name, ConnectionChange change) => new(data, name)
    {
        EventId = change.Position?.ToString(),
    };

    private sealed record RemovedConnection(Guid Id);

    private sealed record Heartbeat;
}
