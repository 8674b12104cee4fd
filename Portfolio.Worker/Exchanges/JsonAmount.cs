using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Amounts as exchanges write them, numbers inside strings, straight from UTF-8. More digits than a decimal holds are
/// rounded; an amount that does not fit at all, or is none, is a <see cref="JsonException"/>.
/// </summary>
internal sealed class JsonAmount : JsonConverter<decimal>
{
    private const NumberStyles Styles =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static decimal Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
            throw new JsonException($"An amount was expected, {reader.TokenType} was found.");

        return decimal.TryParse(reader.ValueSpan, Styles, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new JsonException("An amount was expected, and the text is none or does not fit.");
    }

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
