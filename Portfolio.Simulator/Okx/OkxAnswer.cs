using System.Text.Json;

namespace Portfolio.Simulator.Okx;

/// <summary>The status and the JSON of an answer.</summary>
internal readonly record struct OkxAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public static implicit operator OkxAnswer(byte[] body) => new(200, body);

    public static implicit operator OkxAnswer(OkxError error) => new(error.Status, error.Body());

    /// <summary>The rows of <c>data</c> in the envelope of a success.</summary>
    public static byte[] Data(Action<Utf8JsonWriter> writeRows) => Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", "0");
        json.WriteStartArray("data");
        writeRows(json);
        json.WriteEndArray();
        json.WriteString("msg", "");
        json.WriteEndObject();
    });
}
