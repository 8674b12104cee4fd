namespace Portfolio.Simulator.Kraken;

/// <summary>A refusal: 200 with a text, unless the method does not exist.</summary>
internal sealed record KrakenError(string Text, int Status = 200)
{
    public static KrakenError UnknownMethod { get; } = new("EGeneral:Unknown method", 404);

    public static KrakenError InvalidKey { get; } = new("EAPI:Invalid key");

    public static KrakenError InvalidSignature { get; } = new("EAPI:Invalid signature");

    public static KrakenError InvalidNonce { get; } = new("EAPI:Invalid nonce");

    public static KrakenError RateLimit { get; } = new("EAPI:Rate limit exceeded");

    public static KrakenError TooManyRequests { get; } = new("EGeneral:Too many requests");

    public static KrakenError Lockout { get; } = new("EGeneral:Temporary lockout");

    public static KrakenError PermissionDenied { get; } = new("EGeneral:Permission denied");

    public static KrakenError InvalidArguments { get; } = new("EGeneral:Invalid arguments");

    public static KrakenError UnknownAsset { get; } = new("EQuery:Unknown asset");

    public static KrakenError UnknownPair { get; } = new("EQuery:Unknown asset pair");

    public static KrakenError Unavailable { get; } = new("EService:Unavailable");

    /// <summary>The one code of Kraken that has to do with a country.</summary>
    public static KrakenError Region { get; } = new("EAccount:Invalid permissions");

    public static KrakenError Throttled(DateTimeOffset until) =>
        new($"EService:Throttled: {until.ToUnixTimeSeconds()}");

    public byte[] Body() => Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("error");
        json.WriteStringValue(Text);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
