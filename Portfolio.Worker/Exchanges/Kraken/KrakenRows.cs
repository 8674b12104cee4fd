using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>The rows of a public list, which are the properties of the result.</summary>
internal static class KrakenRows
{
    /// <exception cref="JsonException">No success, or none with an object as its result.</exception>
    public static NamedRows<T> Of<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type) where T : class =>
        KrakenErrors.Read(body) is null
            ? ListRows.OfMap(body, "result", type)
            : throw new JsonException("The answer is not a success.");
}
