using System.Text.Json;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>A private call with its turn. No other call is sent with the key before it is disposed of.</summary>
internal sealed class KrakenCall(KrakenClient client, ExchangeKey key, IKeyTurn turn) : IAsyncDisposable
{
    private const string Online = "online";

    public ExchangeKey Key => key;

    public IKeyTurn Turn => turn;

    /// <param name="form">Percent-encoded parameters beside the nonce; empty for none.</param>
    public async Task<T> PostAsync<T>(string path, string form, ReadBody<T> read, CancellationToken ct)
    {
        try
        {
            return await client.PostAsync(this, path, form, read, ct);
        }
        catch (ExchangeException refusal) when (refusal.Code is KrakenErrors.InvalidKey)
        {
            throw await IsOnlineAsync(ct) ? refusal : Maintenance(refusal);
        }
    }

    public ValueTask DisposeAsync() => turn.DisposeAsync();

    /// <summary>During maintenance Kraken calls good keys invalid. No status is no proof of it.</summary>
    private async Task<bool> IsOnlineAsync(CancellationToken ct)
    {
        try
        {
            return await client.GetAsync(KrakenPaths.SystemStatus, "", ReadStatus, ct) is Online;
        }
        catch (ExchangeException)
        {
            return true;
        }
    }

    private static string ReadStatus(ReadOnlySpan<byte> body) =>
        KrakenBody<KrakenStatusBody>.ResultOf(JsonSerializer.Deserialize(body, KrakenJson.Default.Status)).Status
        ?? throw new JsonException("There is no status.");

    private static ExchangeException Maintenance(ExchangeException refusal) => new(
        ErrorKinds.ExchangeUnavailable, refusal.Code, "Kraken refused the key while it was not online.", null, refusal);
}
