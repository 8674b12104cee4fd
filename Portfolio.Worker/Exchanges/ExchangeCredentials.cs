namespace Portfolio.Worker.Exchanges;

/// <summary>
/// A user's key in clear, for the duration of one sync. Not a record, so that no generated <c>ToString</c> can put a
/// secret into a log line.
/// </summary>
/// <param name="passphrase">Null where the exchange has none (Binance).</param>
internal sealed class ExchangeCredentials(string apiKey, string apiSecret, string? passphrase)
{
    public string ApiKey { get; } = apiKey;

    /// <summary>An HMAC secret, or a PEM private key where the exchange accepts those.</summary>
    public string ApiSecret { get; } = apiSecret;

    public string? Passphrase { get; } = passphrase;
}
