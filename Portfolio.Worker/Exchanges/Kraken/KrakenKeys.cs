using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// Reads a key's rights. Accounts may exist for which Kraken does not report them: such a key is refused. A key whose
/// rights were known is believed for one run more, since it was harmless.
/// </summary>
internal sealed class KrakenKeys(KrakenClient client, TimeProvider clock)
{
    public async Task<KeyReading> ReadAsync(ExchangeKey key, CancellationToken ct)
    {
        await using var call = client.Begin(key);
        try
        {
            var reading = await call.PostAsync(
                KrakenPaths.KeyInfo, "", body => KrakenKey.Read(body, clock.GetUtcNow()), ct);
            await call.Turn.NoteRightsAsync(0, ct);
            return reading;
        }
        catch (ExchangeException missing) when (missing.Code is KrakenErrors.NotFound)
        {
            if (call.Turn.RightsMissed is not { } missed)
                throw Unknown(missing);
            if (missed > 0)
                throw Unavailable(missing);

            await call.Turn.NoteRightsAsync(1, ct);
            return new KeyReading(CanRead: true, ["read"], []);
        }
    }

    private static ExchangeException Unknown(ExchangeException missing) => new(
        ErrorKinds.PermissionDenied, null, "Kraken does not report the key's rights.", null, missing)
    {
        Detail = ErrorDetails.RightsUnknown,
    };

    private static ExchangeException Unavailable(ExchangeException missing) => new(
        ErrorKinds.ExchangeUnavailable, null, "Kraken no longer reports the key's rights.", null, missing);
}
