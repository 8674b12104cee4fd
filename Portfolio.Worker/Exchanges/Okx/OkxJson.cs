using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Worker.Exchanges.Okx;

// Settable properties, all optional: required fields are checked where they are used. Fields that do not apply are
// empty strings at OKX, and read as null.

/// <summary>The envelope of every answer.</summary>
internal sealed class OkxBody<T>
{
    [JsonConverter(typeof(OkxCode))]
    public string? Code { get; set; }

    public List<T?>? Data { get; set; }

    /// <summary>The data of a success.</summary>
    /// <exception cref="JsonException">No success, or none with data.</exception>
    public static List<T?> DataOf(OkxBody<T>? body) => body is { Code: "0", Data: { } data }
        ? data
        : throw new JsonException("The answer is not a success with data.");

    /// <summary>The data of an answer that is about one thing.</summary>
    /// <exception cref="JsonException">As <see cref="DataOf"/>, or not exactly one.</exception>
    public static T SingleOf(OkxBody<T>? body) => DataOf(body) is [{ } single]
        ? single
        : throw new JsonException("One element of data was expected.");
}

/// <summary>Of a refusal, which has no data.</summary>
internal sealed class OkxErrorBody
{
    [JsonConverter(typeof(OkxCode))]
    public string? Code { get; set; }

    public string? Msg { get; set; }
}

internal sealed class OkxTimeBody
{
    public long? Ts { get; set; }
}

internal sealed class OkxConfigBody
{
    [JsonConverter(typeof(OkxCode))]
    public string? Uid { get; set; }

    public string? Perm { get; set; }

    public string? Ip { get; set; }
}

internal sealed class OkxTradingBody
{
    public List<OkxDetailBody?>? Details { get; set; }

    /// <summary>USD, of the trading account alone.</summary>
    [JsonConverter(typeof(OkxHint))]
    public decimal? TotalEq { get; set; }
}

internal sealed class OkxDetailBody
{
    public string? Ccy { get; set; }

    public decimal? Eq { get; set; }

    public decimal? Upl { get; set; }

    public decimal? IsoUpl { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? CashBal { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? StgyEq { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? IsoEq { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? EqUsd { get; set; }
}

internal sealed class OkxHoldingBody
{
    public string? Ccy { get; set; }

    /// <summary>In the funding account.</summary>
    public decimal? Bal { get; set; }

    /// <summary>In savings and on-chain earn.</summary>
    public decimal? Amt { get; set; }
}

/// <summary>Of on-chain earn.</summary>
internal sealed class OkxOrderBody
{
    public List<OkxHoldingBody?>? InvestData { get; set; }
}

internal sealed class OkxValuationBody
{
    public decimal? TotalBal { get; set; }

    public Dictionary<string, decimal?>? Details { get; set; }
}

internal sealed class OkxCurrencyBody
{
    public string? Ccy { get; set; }

    public string? Name { get; set; }
}

internal sealed class OkxInstrumentBody
{
    public string? InstId { get; set; }

    public string? State { get; set; }

    public string? BaseCcy { get; set; }

    public string? QuoteCcy { get; set; }
}

internal sealed class OkxTickerBody
{
    public string? InstId { get; set; }

    public decimal? Last { get; set; }

    /// <summary>Size of the last trade, in units of the base asset; zero: there was none.</summary>
    public decimal? LastSz { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? BidPx { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? AskPx { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? Vol24h { get; set; }

    [JsonConverter(typeof(OkxHint))]
    public decimal? VolCcy24h { get; set; }

    /// <summary>When the row was made, as a rule in Unix milliseconds (<see cref="TickerTimes"/>).</summary>
    public decimal? Ts { get; set; }
}

/// <summary>A code is a string, and has been a number.</summary>
internal sealed class OkxCode : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => throw new JsonException("A code is text or a number."),
        };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>An amount, or null where it is empty.</summary>
internal sealed class OkxAmount : JsonConverter<decimal?>
{
    public override bool HandleNull => true;

    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null || (reader.TokenType is JsonTokenType.String && reader.ValueSpan.IsEmpty)
            ? null
            : JsonAmount.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("OKX is only read.");
}

/// <summary>
/// An optional amount: null where it is empty or unreadable, so that it cannot make the rest of the answer unreadable.
/// </summary>
internal sealed class OkxHint : JsonConverter<decimal?>
{
    public override bool HandleNull => true;

    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                return JsonAmount.Read(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("OKX is only read.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(OkxAmount)])]
[JsonSerializable(typeof(OkxErrorBody))]
[JsonSerializable(typeof(OkxBody<OkxTimeBody>), TypeInfoPropertyName = "Time")]
[JsonSerializable(typeof(OkxBody<OkxConfigBody>), TypeInfoPropertyName = "Config")]
[JsonSerializable(typeof(OkxBody<OkxTradingBody>), TypeInfoPropertyName = "Trading")]
[JsonSerializable(typeof(OkxBody<OkxHoldingBody>), TypeInfoPropertyName = "Holdings")]
[JsonSerializable(typeof(OkxBody<OkxOrderBody>), TypeInfoPropertyName = "Orders")]
[JsonSerializable(typeof(OkxBody<OkxValuationBody>), TypeInfoPropertyName = "Valuation")]
[JsonSerializable(typeof(OkxCurrencyBody))]
[JsonSerializable(typeof(OkxInstrumentBody))]
[JsonSerializable(typeof(OkxTickerBody))]
internal sealed partial class OkxJson : JsonSerializerContext;
