using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Keys;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Signs the bytes of a query, in the way of the secret: HMAC-SHA256 for a plain secret, RSA or Ed25519 for a private
/// key. A key is stored as one PEM; earlier versions stored it as it was pasted, and that form is read too.
/// </summary>
internal static class BinanceSignature
{
    // PKCS#8 of Ed25519 is of fixed form (RFC 8410): sixteen bytes precede the seed.
    private const int SeedStart = 16;

    /// <returns>The signature for the query, percent-encoded.</returns>
    /// <exception cref="ExchangeException"><c>invalid_credentials</c>: a key's text without a usable key.</exception>
    public static string Sign(string secret, string query)
    {
        var payload = Encoding.ASCII.GetBytes(query);
        return PrivateKeyText.Read(secret) is { } key
            ? Uri.EscapeDataString(Convert.ToBase64String(Sign(key, payload)))
            : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload));
    }

    private static byte[] Sign(PrivateKeyReading key, byte[] payload)
    {
        try
        {
            return key.Algorithm switch
            {
                PrivateKeyText.Ed25519 => SignWithEd25519(key.Der.ToArray(), payload),
                PrivateKeyText.Rsa => SignWithRsa(key, payload),
                _ => throw Unusable(),
            };
        }
        catch (CryptographicException)
        {
            // Without the inner exception: a parser may quote its input.
            throw Unusable();
        }
    }

    private static byte[] SignWithEd25519(byte[] key, byte[] payload)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(key, SeedStart, payload, 0, payload.Length, signature, 0);
        return signature;
    }

    private static byte[] SignWithRsa(PrivateKeyReading key, byte[] payload)
    {
        using var rsa = RSA.Create();
        if (key.IsPkcs1)
            rsa.ImportRSAPrivateKey(key.Der.Span, out _);
        else
            rsa.ImportPkcs8PrivateKey(key.Der.Span, out _);
        return rsa.SignData(payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static ExchangeException Unusable() => new(
        ErrorKinds.InvalidCredentials, null, "The secret is the text of a key, but holds no usable private key.");
}
