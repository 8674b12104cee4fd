namespace Portfolio.Storage.Credentials;

/// <summary>
/// A user's exchange key in clear, held only in memory and only as long as one call needs it. Not a record, so that no
/// generated <c>ToString</c> can put a secret into a log line.
/// </summary>
/// <param name="passphrase">Null where the exchange has none.</param>
public sealed class ApiCredentials(string apiKey, string apiSecret, string? passphrase)
{
    public string ApiKey { get; } = apiKey;

    public string ApiSecret { get; } = apiSecret;

    public string? Passphrase { get; } = passphrase;

    /// <summary>Enough of the key to recognise it by, never more than a third of it.</summary>
    public string Masked => ApiKey.Length < 24 ? "••••" : $"{ApiKey[..4]}••••{ApiKey[^4..]}";
}
