using System.Globalization;
using Portfolio.Simulator.Kraken.Limits;

namespace Portfolio.Simulator.Kraken;

/// <summary>
/// Kraken's checks before a private method is answered, in this order; a check returns null when it passes. The order
/// is assumed: no source states it.
/// </summary>
internal sealed class KrakenRules(
    KrakenConditions conditions, KrakenLockouts lockouts, KrakenNonces nonces, KrakenLimits limits)
{
    public KrakenError? Check(KrakenCall call)
    {
        if (conditions.Current.PrivateRefusal is { } down)
            return down;
        if (lockouts.Hold(call.ApiKey, call.Address, call.Now))
            return KrakenError.Lockout;

        if ((CheckKey(call) ?? CheckOneTimeCode(call) ?? CheckSignature(call) ?? CheckNonce(call)) is { } refusal)
        {
            lockouts.Count(call.ApiKey, call.Address, call.Now);
            return refusal;
        }

        return !limits.Admits(call) ? KrakenError.RateLimit
            : !call.Method.Permits(call.Key.Rights) ? KrakenError.PermissionDenied
            : null;
    }

    /// <summary>An address outside the key's list, and a key that has expired, look alike.</summary>
    private KrakenError? CheckKey(KrakenCall call)
    {
        if (call.Credential is not { } key)
            return KrakenError.InvalidKey;
        if (!key.Admits(call.Address) || call.KeyTraits.HasExpired(call.Now))
            return new KrakenError(conditions.Current.RefusedKeyError);

        return key.RegionBlocked ? KrakenError.Region : null;
    }

    private static KrakenError? CheckOneTimeCode(KrakenCall call) =>
        (call.KeyTraits.OneTimeCode, call.Parameter("otp")) switch
        {
            (null, null) => null,
            (null, _) => KrakenError.InvalidKey,
            var (wanted, sent) => wanted == sent ? null : KrakenError.InvalidSignature,
        };

    private static KrakenError? CheckSignature(KrakenCall call) =>
        KrakenSignature.IsValid(
            call.Key.ApiSecret, call.Method.Path, call.Parameter("nonce") ?? "", call.Body, call.Signature)
            ? null
            : KrakenError.InvalidSignature;

    private KrakenError? CheckNonce(KrakenCall call)
    {
        var usage = nonces.Of(call.Key);
        var isNumber = ulong.TryParse(
            call.Parameter("nonce"), NumberStyles.None, CultureInfo.InvariantCulture, out var nonce);
        return usage.Take(isNumber ? nonce : null, call.KeyTraits.NonceWindow, call.Now)
            ? null
            : KrakenError.InvalidNonce;
    }
}
