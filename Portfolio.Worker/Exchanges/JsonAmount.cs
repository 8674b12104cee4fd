using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Amounts as exchanges write them, numbers inside strings, straight from UTF-8. More digits than a decimal holds are
/// rounded; an amount that does not fit at all, or text that is not a number, is a <see cref="JsonException"/>.
/// </summary>
internal sealed class JsonAmount : JsonConverter<decimal>
{
    private const NumberStyles Styles =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static decimal Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
            throw new JsonException($"An amount was expected, {reader.TokenType} was found.");

        return TryRead(ref reader, out var amount)
            ? amount
            : throw new JsonException("An amount was expected, and the text is not one or does not fit.");
    }

    /// <summary>Whether the current value is an amount; throws nothing where it is not.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out decimal amount)
    {
        amount = 0;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && decimal.TryParse(reader.ValueSpan, Styles, CultureInfo.InvariantCulture, out amount);
    }

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
