using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Portfolio.Tests.Journeys;

/// <summary>One caller's stream of events.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private EventStream(HttpResponseMessage response, Stream body) => (this.response, events) = (
        response,
        SseParser.Create(body).EnumerateAsync(Cancel)
            .GetAsyncEnumerator(Cancel));

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    public static async Task<EventStream> OpenAsync(HttpClient http, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "connections/events");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var cancel = Cancel;
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new EventStream(response, await response.Content.ReadAsStreamAsync(cancel));
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<StreamedEvent?> NextAsync() => await events.MoveNextAsync()
        ? new StreamedEvent(
            events.Current.EventType, events.Current.EventId
            ?? "", JsonSerializer.Deserialize<JsonElement>(events.Current.Data))
        : null;

    /// <summary>The events up to the first that satisfies, and that one.</summary>
    public async Task<List<StreamedEvent>> UntilAsync(Func<StreamedEvent, bool> satisfied)
    {
        var seen = new List<StreamedEvent>();
        do
        {
            seen.Add(await NextAsync() ?? throw new InvalidOperationException("The stream has ended."));
        }
        while (!satisfied(seen[^1]));

        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        response.Dispose();
        await events.DisposeAsync();
    }
}

internal sealed record StreamedEvent(string Name, string Id, JsonElement Data)
{
    public bool IsConnection(string status) => Name is "connection" && Data.GetProperty("status").GetString() == status;
}
