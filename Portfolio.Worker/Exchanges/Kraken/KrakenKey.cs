using System.Text.Json;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// A key's rights, from GetApiKeyInfo, which needs none itself (docs.kraken.com, "Get API Key Info"; their names, "API
/// keys").
/// </summary>
internal static class KrakenKey
{
    private const string Reading = "query-funds";

    /// <summary>
    /// Rights that change nothing. A token for the websocket has the rights of its key, and no others.
    /// </summary>
    private static readonly HashSet<string> Harmless =
    [
        Reading, "query-open-trades", "query-closed-trades", "query-ledger", "export-data", "create-ws-token",
    ];

    private static readonly Dictionary<string, string> OurNames = new()
    {
        ["modify-trades"] = "trade",
        ["close-trades"] = "trade",
        ["withdraw-funds"] = "withdraw",
    };

    /// <exception cref="JsonException">Not the rights of a key.</exception>
    /// <exception cref="ExchangeException"><c>invalid_credentials</c>: the key has expired.</exception>
    public static KeyReading Read(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var key = KrakenBody<KrakenKeyBody>.ResultOf(JsonSerializer.Deserialize(body, KrakenKeyJson.Default.Key));
        if (key.Permissions is not { } permissions || !permissions.TrueForAll(AssetName.IsOne))
            throw new JsonException("The key's permissions are missing, or one has no name.");

        var expiresAt = (key.ValidUntil ?? key.ValidUntilInSnakeCase) is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : (DateTimeOffset?)null;
        if (expiresAt <= now)
            throw Expired();

        string[] excess =
        [
            .. permissions.OfType<string>().Where(right => !Harmless.Contains(right))
                .Select(right => OurNames.GetValueOrDefault(right, right)).Distinct().Order(StringComparer.Ordinal),
        ];
        var canRead = permissions.Contains(Reading);
        return new KeyReading(canRead, [.. canRead ? ["read"] : Array.Empty<string>(), .. excess], excess)
        {
            AccountId = AccountOf(key.Iban),
            AllowedAddresses = [.. (key.IpAllowlist ?? key.IpAllowlistInSnakeCase ?? [])
                .OfType<string>().Select(address => address.Trim()).Where(address => address.Length > 0)],
            ExpiresAt = expiresAt,
        };
    }

    private static ExchangeException Expired() => new(ErrorKinds.InvalidCredentials, null, "The key has expired.")
    {
        Detail = ErrorDetails.KeyExpired,
        Field = "apiKey",
    };

    /// <summary>
    /// The IIBAN, shown in groups of four and stable for an account; null where it is missing. Personal: others can
    /// send coins to it.
    /// </summary>
    private static string? AccountOf(string? iban) =>
        string.Concat((iban ?? "").Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant() is var id
        && AssetName.IsOne(id)
            ? id
            : null;
}
