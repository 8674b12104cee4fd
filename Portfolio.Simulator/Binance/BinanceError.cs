using System.Globalization;

namespace Portfolio.Simulator.Binance;

/// <summary>A refusal in Binance's words. The code is stable; clients must not rely on the text.</summary>
internal sealed record BinanceError(int Status, int Code, string Message)
{
    public static BinanceError KeyFormat { get; } = new(401, -2014, "API-key format invalid.");

    public static BinanceError Signature { get; } = new(400, -1022, "Signature for this request is not valid.");

    public static BinanceError ClockBehind { get; } =
        new(400, -1021, "Timestamp for this request is outside of the recvWindow.");

    public static BinanceError ClockAhead { get; } =
        new(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static BinanceError RecvWindow { get; } = new(400, -1131, "recvWindow must be less than 60000.");

    public static BinanceError Symbol { get; } = new(400, -1121, "Invalid symbol.");

    public static BinanceError Combination { get; } = new(400, -1128, "Combination of optional parameters invalid.");

    public static BinanceError Region { get; } = new(
        451,
        0,
        "Service unavailable from a restricted location according to 'b. Eligibility' in "
            + "https://www.binance.com/en/terms. Please contact customer service if you believe you received this "
            + "message in error.");

    public byte[] Body() => Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", Code);
        json.WriteString("msg", Message);
        json.WriteEndObject();
    });

    /// <summary>/sapi names a key that does not exist; /api gives one answer for key, address and permission.</summary>
    public static BinanceError UnknownKey(bool sapi) =>
        sapi ? new(400, -2008, "Invalid Api-Key ID.") : Forbidden(sapi);

    /// <summary>The same code is 401 on /api and 400 on /sapi.</summary>
    public static BinanceError Forbidden(bool sapi) =>
        new(sapi ? 400 : 401, -2015, "Invalid API-key, IP, or permissions for action.");

    public static BinanceError Missing(string parameter) =>
        new(400, -1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");

    public static BinanceError Empty(string parameter) => new(400, -1105, $"Parameter '{parameter}' was empty.");

    public static BinanceError Illegal(string parameter, string range) =>
        new(400, -1100, $"Illegal characters found in parameter '{parameter}'; legal range is '{range}'.");

    public static BinanceError Invalid(string parameter) =>
        new(400, -1130, $"Data sent for parameter '{parameter}' is not valid.");

    public static BinanceError Duplicate(string parameter) =>
        new(400, -1101, $"Duplicate values for parameter '{parameter}' detected.");

    public static BinanceError TooMany(int expected, int received) =>
        new(400, -1101, string.Create(
            CultureInfo.InvariantCulture, $"Too many parameters; expected '{expected}' and received '{received}'."));

    public static BinanceError Unread(int read, int sent) =>
        new(400, -1104, string.Create(
            CultureInfo.InvariantCulture,
            $"Not all sent parameters were read; read '{read}' parameter(s) but was sent '{sent}'."));

    public static BinanceError StatusMismatch(string status) =>
        new(400, -1220, $"The symbol's status does not match the requested status {status}.");

    public static BinanceError TooManyRequests(int limit) =>
        new(429, -1003, string.Create(
            CultureInfo.InvariantCulture,
            $"Too much request weight used; current limit is {limit} request weight per 1 MINUTE. "
                + $"Please use WebSocket Streams for live updates to avoid polling the API."));

    public static BinanceError Banned(DateTimeOffset until) =>
        new(418, -1003, string.Create(
            CultureInfo.InvariantCulture,
            $"Way too much request weight used; IP banned until {until.ToUnixTimeMilliseconds()}. "
                + $"Please use WebSocket Streams for live updates to avoid bans."));
}
