using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Credentials;

/// <summary>
/// Seals secrets with AES-256-GCM under the active key and opens values of any configured key. A sealed value is
/// version (1 byte), key id (length byte and UTF-8), nonce (12), tag (16), ciphertext. It is bound to a
/// <see cref="SealContext"/>: in another place it does not open.
/// </summary>
public sealed class Sealer(IOptions<EncryptionOptions> options)
{
    private const byte Version = 2;

    /// <summary>Of releases whose values were not bound to an exchange.</summary>
    private const byte EarlierVersion = 1;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly Dictionary<string, byte[]> keys =
        options.Value.Keys.ToDictionary(key => key.Key, key => Convert.FromBase64String(key.Value));

    private readonly string activeKey = options.Value.ActiveKey;
    private readonly byte version = options.Value.SealForEarlierRelease ? EarlierVersion : Version;

    /// <summary>The first bytes of every value that this key has sealed in the newest form.</summary>
    internal static byte[] HeaderOf(string keyId) => HeaderOf(Version, keyId);

    private static byte[] HeaderOf(byte version, string keyId) =>
        [version, (byte)Encoding.UTF8.GetByteCount(keyId), .. Encoding.UTF8.GetBytes(keyId)];

    public byte[] Seal(string secret, SealContext context)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var beginning = HeaderOf(version, activeKey);
        var header = beginning.Length;
        var sealedValue = new byte[header + NonceSize + TagSize + plain.Length];
        beginning.CopyTo(sealedValue, 0);

        var nonce = sealedValue.AsSpan(header, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[activeKey], TagSize);
        aes.Encrypt(
            nonce,
            plain,
            sealedValue.AsSpan(header + NonceSize + TagSize),
            sealedValue.AsSpan(header + NonceSize, TagSize),
            context.AssociatedData(sealedValue.AsSpan(0, header), withExchange: version == Version));
        CryptographicOperations.ZeroMemory(plain);
        return sealedValue;
    }

    /// <exception cref="UnsealException">Sealed for another place, altered, cut short, or under a key that is not
    /// configured.</exception>
    public string Open(ReadOnlySpan<byte> sealedValue, SealContext context)
    {
        if (sealedValue.Length < 2 || sealedValue[0] is not (Version or EarlierVersion))
            throw new UnsealException("This program does not know the version of the sealed value.");

        var header = 2 + sealedValue[1];
        if (sealedValue.Length < header + NonceSize + TagSize)
            throw new UnsealException("The sealed value is cut short.");

        var keyId = Encoding.UTF8.GetString(sealedValue[2..header]);
        if (!keys.TryGetValue(keyId, out var key))
            throw new UnsealException($"The sealed value needs the key '{keyId}', which is not in Encryption:Keys.");

        return Decrypt(key, sealedValue, header, context);
    }

    private static string Decrypt(byte[] key, ReadOnlySpan<byte> sealedValue, int header, SealContext context)
    {
        var plain = new byte[sealedValue.Length - header - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(
                sealedValue.Slice(header, NonceSize),
                sealedValue[(header + NonceSize + TagSize)..],
                sealedValue.Slice(header + NonceSize, TagSize),
                plain,
                context.AssociatedData(sealedValue[..header], withExchange: sealedValue[0] == Version));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new UnsealException("The sealed value was altered, or was sealed for another place.", mismatch);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}

/// <summary>
/// Where a sealed value belongs. Two contexts with any part different do not open each other's values. One exception:
/// a value of version 1 opens for every exchange, until it is sealed again.
/// </summary>
/// <param name="Subject">The connection the value is stored with, or the request it travels with.</param>
/// <param name="Exchange">The only one that the secret may be sent to.</param>
/// <param name="Purpose">The value's kind: a column's name, or <c>validate</c>.</param>
public sealed record SealContext(Guid UserId, Guid Subject, string Exchange, string Purpose)
{
    private string Text(bool withExchange) => withExchange ? $"{Exchange}\n{Purpose}" : Purpose;

    /// <param name="header">Begins with the version, so that no value passes for one of another version.</param>
    internal byte[] AssociatedData(ReadOnlySpan<byte> header, bool withExchange) =>
        [.. header, .. UserId.ToByteArray(bigEndian: true), .. Subject.ToByteArray(bigEndian: true),
            .. Encoding.UTF8.GetBytes(Text(withExchange))];
}

/// <summary>A sealed value did not open. The text names no secret.</summary>
public sealed class UnsealException(string message, Exception? inner = null) : Exception(message, inner);
