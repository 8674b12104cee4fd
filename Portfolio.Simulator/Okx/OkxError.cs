using System.Net;

namespace Portfolio.Simulator.Okx;

/// <summary>A refusal in OKX's form: the message first, and no data.</summary>
internal sealed record OkxError(int Status, string Code, string Message)
{
    public static OkxError KeyMissing { get; } = Missing("50103", OkxHeaders.Key);

    public static OkxError PassphraseMissing { get; } = Missing("50104", OkxHeaders.Passphrase);

    public static OkxError SignMissing { get; } = Missing("50106", OkxHeaders.Sign);

    public static OkxError TimestampMissing { get; } = Missing("50107", OkxHeaders.Timestamp);

    public static OkxError TimestampForm { get; } = new(401, "50112", $"Invalid {OkxHeaders.Timestamp}");

    public static OkxError TimestampExpired { get; } = new(401, "50102", "Timestamp request expired");

    /// <summary>The documentation's table says 200; observed is 401.</summary>
    public static OkxError UnknownKey { get; } = new(401, "50119", "API key doesn't exist");

    public static OkxError Environment { get; } = new(401, "50101", "APIKey does not match current environment.");

    public static OkxError Passphrase { get; } =
        new(401, "50105", $"Request header \"{OkxHeaders.Passphrase}\" incorrect.");

    public static OkxError Signature { get; } = new(401, "50113", "Invalid signature.");

    public static OkxError Permission { get; } =
        new(200, "50120", "This API key doesn't have permission to use this function");

    public static OkxError Method { get; } = new(405, "50115", "Invalid request method.");

    public static OkxError TooManyRequests { get; } = new(429, "50011", "Too Many Requests");

    public byte[] Body(bool numericCode = false) => Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("msg", Message);
        if (numericCode)
        {
            json.WritePropertyName("code");
            json.WriteRawValue(Code);
        }
        else
        {
            json.WriteString("code", Code);
        }

        json.WriteEndObject();
    });

    public static OkxError Address(IPAddress address) =>
        new(401, "50110", $"Your IP {address} is not included in your API key's IP whitelist.");

    public static OkxError Region(IPAddress address) =>
        new(200, "50121", $"You can't access our services through the IP address {address}.");

    public static OkxError ParameterMissing(string parameter) =>
        new(400, "50014", $"Parameter {parameter} can not be empty.");

    public static OkxError Parameter(string parameter) => new(400, "51000", $"Parameter {parameter} error");

    private static OkxError Missing(string code, string header) =>
        new(401, code, $"Request header {header} can not be empty.");
}
