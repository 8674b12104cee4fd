using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The rows of a list of OKX's, read one by one.</summary>
internal static class OkxRows
{
    /// <exception cref="JsonException">No success, or none with a list as its data.</exception>
    public static RowsRead<T> Of<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type) where T : class =>
        ListRows.OfProperty(body, "data", type) is { Code: "0" } read
            ? read
            : throw new JsonException("The answer is not a success with data.");
}
