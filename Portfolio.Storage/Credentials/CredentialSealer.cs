using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Credentials;

/// <summary>Seals whole keys: field by field for a connection's row, as one value for a message.</summary>
public sealed class CredentialSealer(Sealer sealer, IOptions<EncryptionOptions> options)
{
    private readonly byte[] fingerprintKey = Convert.FromBase64String(options.Value.FingerprintKey);

    /// <summary>For a validation message: opens only for the same request in every part.</summary>
    public byte[] SealForRequest(ApiCredentials credentials, KeyRequest request) =>
        sealer.Seal(
            JsonSerializer.Serialize<string?[]>([credentials.ApiKey, credentials.ApiSecret, credentials.Passphrase]),
            request.Context);

    /// <exception cref="UnsealException">Not sealed for this request.</exception>
    public ApiCredentials OpenForRequest(byte[] sealedKey, KeyRequest request)
    {
        var opened = sealer.Open(sealedKey, request.Context);
        return JsonSerializer.Deserialize<string?[]>(opened) is [{ } key, { } secret, var passphrase]
            ? new ApiCredentials(key, secret, passphrase)
            : throw new UnsealException("The sealed value holds no key.");
    }

    internal SealedCredentials SealForConnection(ApiCredentials credentials, KeyOwner owner) => new()
    {
        ApiKeySealed = sealer.Seal(credentials.ApiKey, owner.Column("api_key")),
        ApiSecretSealed = sealer.Seal(credentials.ApiSecret, owner.Column("api_secret")),
        PassphraseSealed = credentials.Passphrase is { } passphrase
            ? sealer.Seal(passphrase, owner.Column("passphrase"))
            : null,
    };

    internal ApiCredentials OpenForConnection(SealedCredentials row, KeyOwner owner) => new(
        sealer.Open(row.ApiKeySealed, owner.Column("api_key")),
        sealer.Open(row.ApiSecretSealed, owner.Column("api_secret")),
        row.PassphraseSealed is { } passphrase ? sealer.Open(passphrase, owner.Column("passphrase")) : null);

    /// <summary>
    /// The same for the same key at the same exchange, and useless without the server's fingerprint key.
    /// </summary>
    internal byte[] Fingerprint(string exchange, string apiKey) =>
        HMACSHA256.HashData(fingerprintKey, Encoding.UTF8.GetBytes($"{exchange}\n{apiKey}"));

    /// <summary>Recognises a repeated request body, which holds secrets, without keeping it.</summary>
    public byte[] BodyHmac(ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(fingerprintKey.AsSpan(), [.. "idempotency\n"u8, .. body]);
}

/// <summary>The request that a key is sealed for while it is only being tried.</summary>
public sealed record KeyRequest(Guid UserId, string Exchange, Guid RequestId, DateTimeOffset ExpiresAt)
{
    internal SealContext Context =>
        new(UserId, RequestId, Exchange, $"validate until {ExpiresAt.ToUnixTimeMilliseconds()}");
}

/// <summary>The connection that a key is sealed for, as its row names it.</summary>
internal sealed record KeyOwner(Guid UserId, Guid ConnectionId, string Exchange)
{
    public SealContext Column(string name) => new(UserId, ConnectionId, Exchange, name);
}

/// <summary>The sealed columns of a connection.</summary>
internal sealed class SealedCredentials
{
    public byte[] ApiKeySealed { get; init; } = [];

    public byte[] ApiSecretSealed { get; init; } = [];

    public byte[]? PassphraseSealed { get; init; }
}
