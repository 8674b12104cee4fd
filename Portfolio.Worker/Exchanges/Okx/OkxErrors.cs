using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The meaning of OKX's refusals and failures. The code decides, and the HTTP status only where there is none: 401
/// stands for a wrong key, a foreign address and a wrong clock alike, 429 for a limit and for OKX's own load, and a 200
/// may carry any of them. The codes are those of www.okx.com/docs-v5/en, "Error Code": Public, Funding and Finance.
/// </summary>
internal static partial class OkxErrors
{
    /// <summary>The key does not exist, here.</summary>
    public const string UnknownKey = "50119";

    /// <summary>The key is one of demo trading, whose header is never sent here.</summary>
    private const string OtherEnvironment = "50101";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirewallBlock = TimeSpan.FromMinutes(5);

    // The longest window of the limits that count here.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>Code and message of an answer; both null when it is not one of OKX's.</summary>
    public static (string? Code, string? Text) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var error = JsonSerializer.Deserialize(body, OkxJson.Default.OkxErrorBody);
            return (error?.Code is { } code && code.All(char.IsAsciiDigit) ? code : null, error?.Msg);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    /// <param name="code">OKX's own; null when the body had none, or reported success.</param>
    /// <returns>One of <see cref="ErrorKinds"/>.</returns>
    public static string KindOf(HttpStatusCode status, string? code) => code switch
    {
        OtherEnvironment or "50105" or "50111" or "50113" or "50114" or UnknownKey => ErrorKinds.InvalidCredentials,
        "50110" or "50118" => ErrorKinds.IpNotAllowed,
        "50121" => ErrorKinds.RegionBlocked,
        "50102" => ErrorKinds.ClockSkew,
        "50100" or "50120" or "50030" or "50035" => ErrorKinds.PermissionDenied,
        "50007" or "50009" or "50012" or "50027" or "50029" or "50041" => ErrorKinds.PermissionDenied,
        "50051" or "50052" or "50059" or "50060" => ErrorKinds.PermissionDenied,
        "50011" or "50040" or "58102" or "50061" => ErrorKinds.RateLimited,
        "50013" or "50001" or "50004" or "50005" or "50026" or "58007" => ErrorKinds.ExchangeUnavailable,
        // Frozen for a moment by a liquidation, or switched off for now.
        "50017" or "50018" or "50019" or "50020" or "50021" or "50022" or "50023" => ErrorKinds.ExchangeUnavailable,
        "50046" or "50062" or "51739" => ErrorKinds.ExchangeUnavailable,
        "1" or "2" => ErrorKinds.ExchangeUnavailable,
        "50103" or "50104" or "50106" or "50107" or "50108" or "50109" => ErrorKinds.Internal,
        "50112" or "50115" or "51000" => ErrorKinds.Internal,
        "50000" or "50002" or "50006" or "50014" or "50015" or "50016" or "50024" or "50025" => ErrorKinds.Internal,
        _ => KindOf((int)status, code is not null),
    };

    /// <summary>The wrong one of a key's fields; null where the code does not identify it.</summary>
    public static string? FieldOf(string? code) => code switch
    {
        "50105" => "passphrase",
        "50111" or UnknownKey => "apiKey",
        "50113" => "apiSecret",
        _ => null,
    };

    /// <summary>
    /// Codes that a half-deployed host also gives to valid keys: the key does not exist, or its address, its signature
    /// or its passphrase is wrong.
    /// </summary>
    public static bool MayBeTransient(string? code) => code is UnknownKey or "50110" or "50113" or "50105";

    /// <summary>
    /// The detail that the sentence about a refusal depends on beside its kind: one of <see cref="ErrorDetails"/>.
    /// </summary>
    public static string? DetailOf(string kind, HttpStatusCode status, string? code) => code switch
    {
        OtherEnvironment => ErrorDetails.DemoTrading,
        "50105" => ErrorDetails.WrongPassphrase,
        "50113" => ErrorDetails.WrongSecret,
        "50100" or "50007" or "50009" or "50012" or "50027" or "50029" or "50041" => ErrorDetails.AccountRestricted,
        "50051" or "50052" or "50059" or "50060" => ErrorDetails.AccountRestricted,
        null when kind is ErrorKinds.RateLimited && status is HttpStatusCode.Forbidden => ErrorDetails.Firewall,
        _ => null,
    };

    /// <summary>This server's address, where OKX names the one that a request came from; only a valid one.</summary>
    public static string? EgressAddress(string? text) => text is null
        ? null
        : Address().EnumerateMatches(text) is var matches && matches.MoveNext()
            && IPAddress.TryParse(text.AsSpan(matches.Current.Index, matches.Current.Length), out var address)
                ? address.ToString()
                : null;

    /// <summary>
    /// When to send requests again after a limit: the time in the header, which OKX does not promise; without one, the
    /// end of the window, and after a firewall's 403 the likely end of its block.
    /// </summary>
    /// <param name="wait">From the header; null when it was not sent.</param>
    /// <param name="jitter">0 to 1: keeps many from resuming in the same instant.</param>
    public static DateTimeOffset RetryAt(HttpStatusCode status, TimeSpan? wait, DateTimeOffset now, double jitter)
    {
        var least = (status is HttpStatusCode.Forbidden ? FirewallBlock : Window) + TimeSpan.FromSeconds(jitter);
        return now + (wait < least || wait is null ? least : wait < LongestWait ? wait.Value : LongestWait);
    }

    private static string KindOf(int status, bool hasCode) => (status, hasCode) switch
    {
        (429 or 418, _) => ErrorKinds.RateLimited,
        (451, _) => ErrorKinds.RegionBlocked,
        (401, true) => ErrorKinds.InvalidCredentials,
        ( >= 200 and < 500, true) => ErrorKinds.ExchangeRefused,
        (403, _) => ErrorKinds.RateLimited,
        _ => ErrorKinds.ExchangeUnavailable,
    };

    [GeneratedRegex(
        """(?<![0-9A-Za-z.:])([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})"""
        + """(?![0-9A-Za-z:]|\.[0-9])""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
