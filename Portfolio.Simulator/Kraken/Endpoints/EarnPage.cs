using System.Globalization;
using System.Text.Json;

namespace Portfolio.Simulator.Kraken.Endpoints;

internal static class EarnPage
{
    /// <summary>Null: the cursor is none that was given.</summary>
    public static EarnPage<T>? Of<T>(KrakenCall call, IReadOnlyList<T> all, int size)
    {
        var cursor = call.IgnoresPage ? null : call.Parameter("cursor");
        var isNumber = int.TryParse(cursor ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        if (!isNumber || page < 1)
            return null;

        var first = (long)(page - 1) * size;
        return new EarnPage<T>(
            [.. all.Skip((int)Math.Min(first, all.Count)).Take(size)], first + size < all.Count ? page + 1 : null);
    }
}

/// <param name="Next">Null: it is the last page.</param>
internal sealed record EarnPage<T>(IReadOnlyList<T> Items, int? Next)
{
    public void Write(Utf8JsonWriter json, Action<Utf8JsonWriter, T> write)
    {
        if (Next is { } next)
            json.WriteString("next_cursor", KrakenJson.Digits(next));
        json.WriteStartArray("items");
        foreach (var item in Items)
            write(json, item);
        json.WriteEndArray();
    }
}
