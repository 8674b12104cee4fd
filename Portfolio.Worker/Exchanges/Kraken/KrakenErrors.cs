using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The meaning of Kraken's errors, which are texts: <c>E</c>, a category, a colon, the error, and perhaps a colon with
/// a detail. They come with HTTP 200, and another status means that the request did not reach Kraken's systems
/// (docs.kraken.com, "Spot error messages"; support article 360001491786). A text that starts with <c>W</c> is a
/// warning beside a usable result.
/// </summary>
internal static partial class KrakenErrors
{
    public const string InvalidKey = "EAPI:Invalid key";
    public const string InvalidNonce = "EAPI:Invalid nonce";
    public const string Lockout = "EGeneral:Temporary lockout";

    /// <summary>A method that does not exist, whatever the status.</summary>
    public const string NotFound = "404";

    private const string KeyLimit = "EAPI:Rate limit exceeded";
    private const string Throttled = "EService:Throttled";
    private const string InvalidSignature = "EAPI:Invalid signature";
    private const string UnknownMethod = "EGeneral:Unknown method";

    /// <summary>
    /// About fifteen minutes, and each attempt meanwhile starts them again (docs.kraken.com, "Spot error messages").
    /// </summary>
    private static readonly TimeSpan LockoutTime = TimeSpan.FromMinutes(16);

    private static readonly TimeSpan FirewallBlock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LimitTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>
    /// The first error of an answer, without its detail; null where the answer is not one of Kraken's, or has warnings
    /// alone.
    /// </summary>
    public static KrakenError? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var errors = JsonSerializer.Deserialize(body, KrakenJson.Default.KrakenErrorBody)?.Error;
            return errors?.FirstOrDefault(IsError) is { } first ? Parse(first) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static bool IsError(string? text) => text is not (null or ['W', ..]);

    /// <summary>A limit that holds for one key, whichever address its requests come from.</summary>
    public static bool IsOfKey(string? code) => code is KeyLimit or Lockout or Throttled;

    /// <param name="code">Kraken's own; null when the body had none.</param>
    /// <param name="isPublic">The call had no key.</param>
    /// <returns>One of <see cref="ErrorKinds"/>.</returns>
    public static string KindOf(HttpStatusCode status, string? code, bool isPublic) => code switch
    {
        InvalidKey or InvalidSignature or InvalidNonce => ErrorKinds.InvalidCredentials,
        "EGeneral:Permission denied" when isPublic => ErrorKinds.ExchangeUnavailable,
        "EGeneral:Permission denied" => ErrorKinds.PermissionDenied,
        "EAuth:Account temporary disabled" or "EAuth:Account unconfirmed" or "EAuth:Failed"
            or "ETrade:Locked" or "ETrade:User Locked" => ErrorKinds.PermissionDenied,
        "EAccount:Invalid permissions" => ErrorKinds.RegionBlocked,
        Lockout or KeyLimit or Throttled or "EGeneral:Too many requests" or "EAPI:Too many requests"
            or "EAuth:Rate limit exceeded" or "EAuth:Too many requests" => ErrorKinds.RateLimited,
        "EService:Unavailable" or "EService:Busy" or "EService:Deadline elapsed" or "EGeneral:Internal error"
            or "EDatabase:Internal error" or "EService:Market in cancel_only mode"
            or "EService:Market in post_only mode" => ErrorKinds.ExchangeUnavailable,
        NotFound => ErrorKinds.ExchangeUnavailable,
        "EAPI:Feature disabled" or "EAPI:Bad request" or "EGeneral:Invalid arguments"
            or "EQuery:Unknown asset" or "EQuery:Unknown asset pair" or "EQuery:Invalid asset pair" =>
            ErrorKinds.Internal,
        not null when code.StartsWith("EService:", StringComparison.Ordinal)
            || code.StartsWith("EDatabase:", StringComparison.Ordinal) => ErrorKinds.ExchangeUnavailable,
        not null when OfWrites().IsMatch(code) => ErrorKinds.Internal,
        not null => ErrorKinds.ExchangeRefused,
        null => KindOf(status),
    };

    /// <summary>
    /// The wrong one of a key's fields; null where the code does not identify it. "Invalid key" may mean the address,
    /// too, from which a key may not be used.
    /// </summary>
    public static string? FieldOf(string? code) => code switch
    {
        InvalidNonce => "apiKey",
        InvalidSignature => "apiSecret",
        _ => null,
    };

    /// <summary>
    /// "Invalid key" also came during maintenance, for fifteen minutes on a good key, and on one that was just made
    /// (ccxt/ccxt#6002, Atem18/kraky#91, ccxt/ccxt#8634). A nonce is too low once when another program sent one between
    /// ours.
    /// </summary>
    public static bool MayBeTransient(string? code) => code is InvalidKey or InvalidSignature or InvalidNonce;

    public static string? DetailOf(HttpStatusCode status, string? code) => code switch
    {
        InvalidNonce => ErrorDetails.NonceTooLow,
        InvalidSignature => ErrorDetails.WrongSignature,
        "EAuth:Account temporary disabled" or "EAuth:Account unconfirmed" or "EAuth:Failed" or "ETrade:Locked"
            or "ETrade:User Locked" => ErrorDetails.AccountRestricted,
        null when status is HttpStatusCode.Forbidden => ErrorDetails.Firewall,
        _ => null,
    };

    /// <summary>How long no request may be sent after a limit, with some jitter.</summary>
    public static TimeSpan WaitOf(HttpStatusCode status, KrakenError? error, TimeSpan? header, DateTimeOffset now)
    {
        var named = error is { Code: Throttled, Until: { } until } ? until - now : header;
        var least = error?.Code switch
        {
            Lockout => LockoutTime,
            Throttled => TimeSpan.Zero,
            null when status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => FirewallBlock,
            _ => LimitTime,
        };
        var wait = named > least ? named.Value : least;
        return (wait < LongestWait ? wait : LongestWait) + TimeSpan.FromSeconds(1 + Random.Shared.NextDouble());
    }

    /// <summary>An error that is not known is named as far as it consists of words: it may echo anything.</summary>
    private static KrakenError Parse(string text)
    {
        var plain = Blanks().Replace(text, ":");
        var known = Array.Find(Known, one => plain.StartsWith(one, StringComparison.OrdinalIgnoreCase)
            && (plain.Length == one.Length || plain[one.Length] is ':'));
        var code = known ?? Words().Match(plain).Value;
        return new KrakenError(code is UnknownMethod ? NotFound : code is "" ? "E" : code, TimeOf(plain));
    }

    private static DateTimeOffset? TimeOf(string text) =>
        long.TryParse(text[(text.LastIndexOf(':') + 1)..], out var seconds) && seconds is > 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string KindOf(HttpStatusCode status) => (int)status switch
    {
        403 or 418 or 429 => ErrorKinds.RateLimited,
        451 => ErrorKinds.RegionBlocked,
        _ => ErrorKinds.ExchangeUnavailable,
    };

    /// <summary>Spelled as above, whatever case an answer has.</summary>
    private static readonly string[] Known =
    [
        InvalidKey, InvalidNonce, InvalidSignature, KeyLimit, Lockout, Throttled, UnknownMethod,
        "EAPI:Bad request", "EAPI:Feature disabled", "EAPI:Too many requests",
        "EAccount:Invalid permissions",
        "EAuth:Account temporary disabled", "EAuth:Account unconfirmed", "EAuth:Failed", "EAuth:Rate limit exceeded",
        "EAuth:Too many requests",
        "EDatabase:Internal error",
        "EGeneral:Internal error", "EGeneral:Invalid arguments", "EGeneral:Permission denied",
        "EGeneral:Too many requests",
        "EQuery:Invalid asset pair", "EQuery:Unknown asset", "EQuery:Unknown asset pair",
        "EService:Busy", "EService:Deadline elapsed", "EService:Market in cancel_only mode",
        "EService:Market in post_only mode", "EService:Unavailable",
        "ETrade:Locked", "ETrade:User Locked",
    ];

    /// <summary>The documentation has a blank after some colons.</summary>
    [GeneratedRegex("""\s*:\s*""", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex("^E[A-Za-z]{1,12}:[A-Z]?[a-z]+([ _][a-z]+){0,5}", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    /// <summary>Errors of calls that move or trade something: none of them is made here.</summary>
    [GeneratedRegex("^E(Order|Funding|Earnings|BM):", RegexOptions.CultureInvariant)]
    private static partial Regex OfWrites();
}

/// <summary>An error of Kraken's.</summary>
/// <param name="Code">Category and error, letters alone: "EAPI:Invalid key".</param>
/// <param name="Until">The time that it names; null: none.</param>
internal sealed record KrakenError(string Code, DateTimeOffset? Until);
