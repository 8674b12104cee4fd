using System.Globalization;
using Portfolio.Simulator.Okx.Accounts;

namespace Portfolio.Simulator.Okx;

/// <summary>
/// OKX's checks before a signed request is answered, in this order; a check returns null when it passes. It is observed
/// that headers come before the clock and the clock before the key; the rest is assumed.
/// </summary>
internal static class OkxRules
{
    private const string TimestampForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    public static OkxError? Check(OkxCall call, DateTimeOffset now) =>
        CheckHeaders(call)
        ?? CheckClock(call.Header(OkxHeaders.Timestamp), now)
        ?? CheckKey(call)
        ?? CheckSecrets(call)
        ?? (call.Key.Rights.Has(OkxRights.Reading) ? null : OkxError.Permission);

    private static OkxError? CheckHeaders(OkxCall call) =>
        call.Header(OkxHeaders.Key).Length == 0 ? OkxError.KeyMissing
        : call.Header(OkxHeaders.Passphrase).Length == 0 ? OkxError.PassphraseMissing
        : call.Header(OkxHeaders.Sign).Length == 0 ? OkxError.SignMissing
        : call.Header(OkxHeaders.Timestamp).Length == 0 ? OkxError.TimestampMissing
        : null;

    private static OkxError? CheckClock(string timestamp, DateTimeOffset now)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(timestamp, TimestampForm, CultureInfo.InvariantCulture, Utc, out var sent))
            return OkxError.TimestampForm;

        return (now - sent).Duration() <= Window ? null : OkxError.TimestampExpired;
    }

    /// <summary>A key of another region does not exist here, and gets the same answer as an unknown one.</summary>
    private static OkxError? CheckKey(OkxCall call)
    {
        if (call.Credential is not { } key || key.Region != call.Region.Name)
            return OkxError.UnknownKey;
        if (call.Account.Traits.DemoTrading != call.Header(OkxHeaders.Simulated) is "1")
            return OkxError.Environment;
        if (key.RegionBlocked)
            return OkxError.Region(call.Address);

        return key.Admits(call.Address) ? null : OkxError.Address(call.Address);
    }

    private static OkxError? CheckSecrets(OkxCall call)
    {
        if (call.Header(OkxHeaders.Passphrase) != call.Key.Passphrase)
            return OkxError.Passphrase;

        var payload = call.Header(OkxHeaders.Timestamp) + "GET" + call.SignedPath;
        return OkxSignature.IsValid(call.Key.ApiSecret, payload, call.Header(OkxHeaders.Sign))
            ? null
            : OkxError.Signature;
    }
}
