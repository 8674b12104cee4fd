using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Portfolio.Worker.Exchanges.Lists;

/// <summary>
/// Reads the rows of a list one by one, so that an unreadable row costs no other. JSON that is broken as a whole is a
/// <see cref="JsonException"/>.
/// </summary>
internal static class ListRows
{
    /// <summary>Rows of an array that is the whole body.</summary>
    public static RowsRead<T> OfArray<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type) where T : class
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var read = ReadArray(ref reader, type);
        ReadEnd(ref reader);
        return read;
    }

    /// <summary>Rows of an array that is a property of the body, and the body's <c>code</c> where it has one.</summary>
    public static RowsRead<T> OfProperty<T>(ReadOnlySpan<byte> body, string property, JsonTypeInfo<T> type)
        where T : class
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("An object was expected.");

        var (read, code) = (default(RowsRead<T>), default(string));
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isRows, isCode) = (reader.ValueTextEquals(property), reader.ValueTextEquals("code"u8));
            reader.Read();
            if (isRows)
                read = ReadArray(ref reader, type);
            else if (isCode)
                code = ReadCode(ref reader);
            else
                reader.Skip();
        }

        ReadEnd(ref reader);
        return (read ?? throw new JsonException($"There are no {property}.")) with { Code = code };
    }

    /// <summary>Rows of an object that is a property of the body: each has its property's name.</summary>
    public static NamedRows<T> OfMap<T>(ReadOnlySpan<byte> body, string property, JsonTypeInfo<T> type) where T : class
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("An object was expected.");

        var rows = default(NamedRows<T>);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals(property);
            reader.Read();
            if (isRows)
                rows = ReadMap(ref reader, type);
            else
                reader.Skip();
        }

        ReadEnd(ref reader);
        return rows ?? throw new JsonException($"There is no {property}.");
    }

    private static NamedRows<T> ReadMap<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type) where T : class
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("An object was expected.");

        var (rows, unreadable) = (new Dictionary<string, T>(), 0);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (ReadRow(ref reader, type) is not { } row || !AssetName.IsOne(name) || !rows.TryAdd(name, row))
                unreadable++;
        }

        return new NamedRows<T>(rows, unreadable);
    }

    private static RowsRead<T> ReadArray<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type) where T : class
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new JsonException("A list was expected.");

        var (rows, unreadable) = (new List<T>(), 0);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (ReadRow(ref reader, type) is { } row)
                rows.Add(row);
            else
                unreadable++;
        }

        return new RowsRead<T>(rows, unreadable, null);
    }

    /// <summary>Null when it is unreadable; the reader is then at its end.</summary>
    private static T? ReadRow<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type) where T : class
    {
        var start = reader;
        try
        {
            if (reader.TokenType is JsonTokenType.StartObject)
                return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or OverflowException)
        {
            reader = start;
        }

        reader.Skip();
        return null;
    }

    private static string? ReadCode(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            return Encoding.UTF8.GetString(reader.ValueSpan);

        reader.Skip();
        return null;
    }

    private static void ReadEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
            throw new JsonException("Something follows the list.");
    }
}

/// <param name="Unreadable">Rows that are not objects of this kind: they are skipped.</param>
/// <param name="Code">The answer's own code; null where it has none.</param>
internal sealed record RowsRead<T>(IReadOnlyList<T> Rows, int Unreadable, string? Code);

/// <param name="Rows">By name.</param>
/// <param name="Unreadable">Rows that are no objects of this kind, or have no name of their own: skipped.</param>
internal sealed record NamedRows<T>(IReadOnlyDictionary<string, T> Rows, int Unreadable);
