using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Credentials;

/// <summary>Seals whole keys: field by field for a connection's row, as one value for a message.</summary>
public sealed class CredentialSealer(Sealer sealer, IOptions<EncryptionOptions> options)
{
    private readonly byte[] fingerprintKey = Convert.FromBase64String(options.Value.FingerprintKey);

    /// <summary>For a validation message: opens only for the same user, request and expiry.</summary>
    public byte[] SealForRequest(ApiCredentials credentials, Guid userId, Guid requestId, DateTimeOffset expiresAt) =>
        sealer.Seal(
            JsonSerializer.Serialize<string?[]>([credentials.ApiKey, credentials.ApiSecret, credentials.Passphrase]),
            ForValidation(userId, requestId, expiresAt));

    /// <exception cref="UnsealException">Not sealed for this user, request and expiry.</exception>
    public ApiCredentials OpenForRequest(byte[] sealedKey, Guid userId, Guid requestId, DateTimeOffset expiresAt)
    {
        var opened = sealer.Open(sealedKey, ForValidation(userId, requestId, expiresAt));
        return JsonSerializer.Deserialize<string?[]>(opened) is [{ } key, { } secret, var passphrase]
            ? new ApiCredentials(key, secret, passphrase)
            : throw new UnsealException("The sealed value holds no key.");
    }

    internal SealedCredentials SealForConnection(ApiCredentials credentials, Guid userId, Guid connectionId) => new()
    {
        ApiKeySealed = sealer.Seal(credentials.ApiKey, Field(userId, connectionId, "api_key")),
        ApiSecretSealed = sealer.Seal(credentials.ApiSecret, Field(userId, connectionId, "api_secret")),
        PassphraseSealed = credentials.Passphrase is { } passphrase
            ? sealer.Seal(passphrase, Field(userId, connectionId, "passphrase"))
            : null,
    };

    internal ApiCredentials OpenForConnection(SealedCredentials row, Guid userId, Guid connectionId) => new(
        sealer.Open(row.ApiKeySealed, Field(userId, connectionId, "api_key")),
        sealer.Open(row.ApiSecretSealed, Field(userId, connectionId, "api_secret")),
        row.PassphraseSealed is { } passphrase ? sealer.Open(
            passphrase, Field(userId, connectionId, "passphrase")) : null);

    /// <summary>
    /// The same for the same key at the same exchange, and useless without the server's fingerprint key.
    /// </summary>
    internal byte[] Fingerprint(string exchange, string apiKey) =>
        HMACSHA256.HashData(fingerprintKey, Encoding.UTF8.GetBytes($"{exchange}\n{apiKey}"));

    /// <summary>Recognises a repeated request body, which holds secrets, without keeping it.</summary>
    public byte[] BodyHmac(ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(fingerprintKey.AsSpan(), [.. "idempotency\n"u8, .. body]);

    private static SealContext ForValidation(Guid userId, Guid requestId, DateTimeOffset expiresAt) =>
        new(userId, requestId, $"validate until {expiresAt.ToUnixTimeMilliseconds()}");

    private static SealContext Field(Guid userId, Guid connectionId, string column) =>
        new(userId, connectionId, column);
}

/// <summary>The sealed columns of a connection.</summary>
internal sealed class SealedCredentials
{
    public byte[] ApiKeySealed { get; init; } = [];

    public byte[] ApiSecretSealed { get; init; } = [];

    public byte[]? PassphraseSealed { get; init; }
}
