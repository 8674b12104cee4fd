using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// The meaning of Binance's refusals and failures. The code decides before the HTTP status, because the same code comes
/// with different statuses on /api and /sapi; only the statuses of a limit or a ban, and of a blocked country, take
/// precedence over every code. Codes under 10xx to 21xx are those of developers.binance.com/docs/wallet/error-code;
/// Binance publishes no codes for Simple Earn, and answers some that are in no table (-10038, -71012).
/// </summary>
internal static partial class BinanceErrors
{
    private static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);
    private static readonly TimeSpan ShortestBan = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirewallBlock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostJitter = TimeSpan.FromSeconds(5);

    /// <summary>The body of a refusal; both null when it is not one of Binance's.</summary>
    public static (int? Code, string? Text) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var error = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceErrorBody);
            return (error?.Code, error?.Msg);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    /// <param name="code">Binance's own, negative; null or 0 when the body had none.</param>
    /// <returns>One of <see cref="ErrorKinds"/>.</returns>
    public static string KindOf(HttpStatusCode status, int? code) => ((int)status, code) switch
    {
        (429 or 418, _) => ErrorKinds.RateLimited,
        (451, _) => ErrorKinds.RegionBlocked,
        (_, -1003 or -1015 or -1034) => ErrorKinds.RateLimited,
        (_, -2014 or -2008 or -1022 or -2015) => ErrorKinds.InvalidCredentials,
        (_, -1002 or -1099) => ErrorKinds.PermissionDenied,
        (_, -1021) => ErrorKinds.ClockSkew,
        (_, -1000 or -1001 or -1004 or -1006 or -1007 or -1008 or -1016) => ErrorKinds.ExchangeUnavailable,
        // Of /sapi: internal failure, system busy, too many requests for one product, maintenance.
        (_, -3000 or -3044 or -4005 or -6009 or -10001) => ErrorKinds.ExchangeUnavailable,
        (_, >= -1199 and <= -1100) => ErrorKinds.Internal,
        (_, -1020 or -1220 or -3026 or -6015 or -6016 or -10002) => ErrorKinds.Internal,
        (401, < 0) => ErrorKinds.InvalidCredentials,
        ( >= 200 and < 500, < 0) => ErrorKinds.ExchangeRefused,
        (403, _) => ErrorKinds.RateLimited,
        _ => ErrorKinds.ExchangeUnavailable,
    };

    /// <summary>Whether a refusal of the key may concern one wallet only: 401 with an unknown code.</summary>
    public static bool IsUnknownRefusal(ExchangeException failure) =>
        failure.Kind is ErrorKinds.InvalidCredentials && failure.Code is not ("-2014" or "-2008" or "-1022" or null);

    /// <summary>Whether a parameter itself may have been refused: older venues do not know them all.</summary>
    public static bool RefusesParameter(ExchangeException failure) =>
        int.TryParse(failure.Code, out var code) && code is -1130 or (>= -1108 and <= -1100);

    /// <summary>
    /// Refusals that Binance is known to take back at once: the request is sent once more before they count.
    /// </summary>
    public static bool NeedsConfirming(ExchangeException failure) => failure.Code is "-1099";

    /// <summary>
    /// Refusals that Binance is known to take back later: -2015 while an address is banned, -2008 and -1099 now and
    /// then.
    /// </summary>
    public static bool MayBeTransient(int? code) => code is -2015 or -2008 or -1099;

    /// <summary>
    /// The detail that the sentence about a refusal depends on beside its kind: one of <see cref="ErrorDetails"/>.
    /// </summary>
    public static string? DetailOf(string kind, HttpStatusCode status, int? code) => (kind, code) switch
    {
        (ErrorKinds.InvalidCredentials, -1022) => ErrorDetails.WrongSecret,
        (ErrorKinds.RateLimited, not < 0) when status is HttpStatusCode.Forbidden => ErrorDetails.Firewall,
        _ => null,
    };

    /// <summary>The wrong one of a key's fields; null where the code does not identify it, as -2015.</summary>
    public static string? FieldOf(int? code) => code switch
    {
        -2014 or -2008 => "apiKey",
        -1022 => "apiSecret",
        _ => null,
    };

    /// <summary>
    /// When to send requests again after a limit or a ban: the time in the header or after "banned until", the later of
    /// the two, at most the three days a ban can last. Without a time: at the next full minute, when budgets are
    /// refilled, but not before the shortest ban, or the firewall's block, is over.
    /// </summary>
    /// <param name="now">By the exchange's clock; so is the result.</param>
    /// <param name="wait">From the header; null when it was not sent.</param>
    /// <param name="jitter">0 to 1: keeps many processes from resuming in the same instant.</param>
    public static DateTimeOffset RetryAt(
        HttpStatusCode status, string? text, TimeSpan? wait, DateTimeOffset now, double jitter)
    {
        var named = Later(now + Bounded(wait ?? TimeSpan.Zero), BannedUntil(text, now) ?? now);
        if (status is HttpStatusCode.Forbidden)
            return Later(named, now + FirewallBlock + (jitter * MostJitter));

        if (named > now)
            return named;

        var sinceMinute = TimeSpan.FromTicks(now.UtcTicks % TimeSpan.TicksPerMinute);
        var rest = (int)status is 418 ? ShortestBan : TimeSpan.FromMinutes(1) - sinceMinute;
        return now + rest + (jitter * MostJitter) + TimeSpan.FromSeconds(1);
    }

    private static DateTimeOffset? BannedUntil(string? text, DateTimeOffset now) =>
        text is not null && BanEnd().Match(text) is { Success: true } match
            && long.TryParse(match.ValueSpan["until ".Length..], out var ms)
            ? now + Bounded(TimeSpan.FromMilliseconds(ms - now.ToUnixTimeMilliseconds()))
            : null;

    private static TimeSpan Bounded(TimeSpan wait) =>
        wait > LongestBan ? LongestBan : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [GeneratedRegex("until [0-9]{13}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex BanEnd();
}
