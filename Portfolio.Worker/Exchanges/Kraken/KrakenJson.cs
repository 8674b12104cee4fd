using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Worker.Exchanges.Kraken;

// Settable properties, all optional: required fields are checked where they are used.

/// <summary>The envelope of every answer.</summary>
internal sealed class KrakenBody<T> where T : class
{
    public List<string?>? Error { get; set; }

    public T? Result { get; set; }

    /// <summary>The result of a success, warnings beside it included.</summary>
    /// <exception cref="JsonException">No success, or none with a result.</exception>
    public static T ResultOf(KrakenBody<T>? body) =>
        ErrorsOf(body) is not null && body?.Result is { } result
            ? result
            : throw new JsonException("The answer is not a success with a result.");

    /// <summary>
    /// As <see cref="ResultOf"/>; null where a success without warnings has none, as it does for an account that never
    /// held anything (rotki/rotki#946).
    /// </summary>
    /// <exception cref="JsonException">No success, or warnings alone.</exception>
    public static T? ResultOrNone(KrakenBody<T>? body) =>
        ErrorsOf(body) is [] && body?.Result is null ? null : ResultOf(body);

    private static List<string?>? ErrorsOf(KrakenBody<T>? body) =>
        body?.Error is { } errors && !errors.Exists(KrakenErrors.IsError) ? errors : null;
}

/// <summary>Of a refusal, which has no result.</summary>
internal sealed class KrakenErrorBody
{
    public List<string?>? Error { get; set; }
}

internal sealed class KrakenStatusBody
{
    public string? Status { get; set; }
}

/// <summary>
/// The rights of a key. The documentation spells the fields in camel case; the one answer that looks real has snake
/// case, and a list of addresses with one empty element (JKorf/Kraken.Net, GetApiKeyInfo).
/// </summary>
internal sealed class KrakenKeyBody
{
    public List<string?>? Permissions { get; set; }

    /// <summary>The public id of the account, IIBAN.</summary>
    public string? Iban { get; set; }

    [JsonConverter(typeof(KrakenSeconds))]
    public long? ValidUntil { get; set; }

    [JsonPropertyName("valid_until"), JsonConverter(typeof(KrakenSeconds))]
    public long? ValidUntilInSnakeCase { get; set; }

    public List<string?>? IpAllowlist { get; set; }

    [JsonPropertyName("ip_allowlist")]
    public List<string?>? IpAllowlistInSnakeCase { get; set; }
}

/// <summary>A row of BalanceEx. Coins in orders are inside the balance.</summary>
internal sealed class KrakenBalanceBody
{
    public decimal? Balance { get; set; }
}

internal sealed class KrakenAllocationsBody
{
    public List<KrakenAllocationBody?>? Items { get; set; }

    public string? NextCursor { get; set; }
}

internal sealed class KrakenAllocationBody
{
    public string? StrategyId { get; set; }

    public string? NativeAsset { get; set; }

    public KrakenAllocatedBody? AmountAllocated { get; set; }
}

/// <summary>Coins that are bonding, unbonding or waiting are part of the total.</summary>
internal sealed class KrakenAllocatedBody
{
    public KrakenAmountBody? Total { get; set; }
}

internal sealed class KrakenAmountBody
{
    public decimal? Native { get; set; }
}

/// <summary>Only the name of its row is used.</summary>
internal sealed class KrakenAssetBody;

internal sealed class KrakenPairBody
{
    public string? Base { get; set; }

    public string? Quote { get; set; }

    public string? AclassBase { get; set; }

    public string? Status { get; set; }
}

/// <summary>Each list has the figure of now or today first, and then that of the last 24 hours.</summary>
internal sealed class KrakenTickerBody
{
    /// <summary>Best ask: price, lots.</summary>
    public List<decimal>? A { get; set; }

    /// <summary>Best bid: price, lots.</summary>
    public List<decimal>? B { get; set; }

    /// <summary>The last trade: price, lots. Zero when no one traded for a day.</summary>
    public List<decimal>? C { get; set; }

    /// <summary>Volume in the base asset.</summary>
    public List<decimal>? V { get; set; }

    /// <summary>The average price, weighted by volume.</summary>
    public List<decimal>? P { get; set; }

    /// <summary>The number of trades.</summary>
    public List<decimal>? T { get; set; }
}

/// <summary>Seconds since 1970, as text or as a number; 0 and an empty text mean none.</summary>
internal sealed class KrakenSeconds : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Null || (reader.TokenType is JsonTokenType.String && IsEmpty(ref reader)))
            return null;

        return JsonAmount.Read(ref reader) is var seconds and >= 0 and < 253402300800
            ? seconds is 0 ? null : (long)seconds
            : throw new JsonException("A time in seconds was expected.");
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    private static bool IsEmpty(ref Utf8JsonReader reader) => reader.ValueSpan.IsEmpty;
}

[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = false,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(JsonAmount)])]
[JsonSerializable(typeof(KrakenErrorBody))]
[JsonSerializable(typeof(KrakenBody<KrakenStatusBody>), TypeInfoPropertyName = "Status")]
[JsonSerializable(typeof(KrakenBody<Dictionary<string, KrakenBalanceBody?>>), TypeInfoPropertyName = "Balances")]
[JsonSerializable(typeof(KrakenBody<KrakenAllocationsBody>), TypeInfoPropertyName = "Allocations")]
[JsonSerializable(typeof(KrakenAssetBody))]
[JsonSerializable(typeof(KrakenPairBody))]
[JsonSerializable(typeof(KrakenTickerBody))]
internal sealed partial class KrakenJson : JsonSerializerContext;

/// <summary>The key's rights alone are documented in camel case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(KrakenBody<KrakenKeyBody>), TypeInfoPropertyName = "Key")]
internal sealed partial class KrakenKeyJson : JsonSerializerContext;
