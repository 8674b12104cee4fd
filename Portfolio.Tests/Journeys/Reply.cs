using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Portfolio.Tests.Journeys;

/// <summary>An answer of the API, which must be the envelope.</summary>
internal sealed class Reply(HttpStatusCode status, HttpResponseHeaders headers, string body)
{
    public JsonElement Envelope { get; } = JsonSerializer.Deserialize<JsonElement>(body);

    public int Status => (int)status;

    public HttpResponseHeaders Headers => headers;

    public string Body => body;

    public bool Success => Envelope.GetProperty("success").GetBoolean();

    public JsonElement Data => Envelope.GetProperty("data");

    public JsonElement Meta => Envelope.GetProperty("meta");

    public JsonElement Error => Envelope.GetProperty("error");

    public string? Kind => Error.GetProperty("kind").GetString();

    public string? Message => Error.GetProperty("message").GetString();

    public Guid Id => Data.GetProperty("id").GetGuid();

    /// <summary>Of a connection.</summary>
    public string? ConnectionStatus => Data.GetProperty("status").GetString();

    /// <summary>The problem of a field; null when it is not named.</summary>
    public string? Field(string name) =>
        Error.TryGetProperty("fields", out var fields) && fields.TryGetProperty(name, out var problem)
            ? problem.GetString()
            : null;
}
