using System.Text;
using System.Text.Json;
using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Kraken;

/// <summary>The status and the body of an answer.</summary>
internal readonly record struct KrakenAnswer(int Status, ReadOnlyMemory<byte> Body, string Type = "application/json")
{
    /// <summary>Cloudflare's error for a request that the servers behind it did not take.</summary>
    private const string UnknownErrorPage =
        """
        <!DOCTYPE html><html lang="en-US"><head>
        <title>api.kraken.com | 520: Web server is returning an unknown error</title></head>
        <body><h1>Web server is returning an unknown error</h1><span>Error code 520</span></body></html>
        """;

    /// <summary>A success without <c>result</c>.</summary>
    public static KrakenAnswer Nothing { get; } = """{"error":[]}"""u8.ToArray();

    public static KrakenAnswer UnknownErrorHtml { get; } =
        new(520, Encoding.UTF8.GetBytes(UnknownErrorPage), FaultAnswer.TypeOf(UnknownErrorPage));

    public static implicit operator KrakenAnswer(byte[] body) => new(200, body);

    public static implicit operator KrakenAnswer(KrakenError error) => new(error.Status, error.Body());

    /// <summary>The envelope of a success.</summary>
    public static byte[] Result(Action<Utf8JsonWriter> writeValue) => Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("error");
        json.WriteEndArray();
        json.WritePropertyName("result");
        writeValue(json);
        json.WriteEndObject();
    });

    /// <summary>A success whose result is an object.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> writeFields) => Result(json =>
    {
        json.WriteStartObject();
        writeFields(json);
        json.WriteEndObject();
    });
}
