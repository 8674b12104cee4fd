using System.Buffers.Text;
using System.Text.Json;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;

namespace Portfolio.Api.Paging;

/// <summary>One page of a list: its length, and the row before it. A cursor is opaque to the caller.</summary>
/// <param name="After">The end of the page before; null at the start.</param>
internal sealed record Page<TCursor>(int Limit, TCursor? After)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>
    /// Answers the rows of this page. The given rows are one more than fit when there are further ones.
    /// </summary>
    public IResult Answer<TRow, TShape>(
        IReadOnlyList<TRow> rows, Func<TRow, TShape> shape, Func<TRow, TCursor> cursor)
    {
        var page = rows.Take(Limit).ToList();
        var next = rows.Count > Limit ? Cursor.Write(cursor(page[^1])) : null;
        return ApiResults.Ok<IReadOnlyList<TShape>>([.. page.Select(shape)], new Meta(next));
    }

    /// <summary>The number of rows to read: one more than is shown, to know whether there is a next page.</summary>
    public int Fetch => Limit + 1;
}

/// <summary>A position in a list, as text that is safe in a query string.</summary>
internal static class Cursor
{
    private static readonly JsonSerializerOptions Complete = new() { RespectRequiredConstructorParameters = true };

    public static string Write<T>(T position) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(position));

    /// <summary>False: this API did not make it.</summary>
    public static bool TryRead<T>(string cursor, out T? position)
    {
        position = default;
        try
        {
            position = JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(cursor), Complete);
            return position is not null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return false;
        }
    }
}
