using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Signs the bytes of a query, in the way the secret asks for: HMAC-SHA256 for a plain secret, RSA or Ed25519 for a
/// PEM private key.
/// </summary>
internal static class BinanceSignature
{
    private const string PemMark = "-----BEGIN";

    // PKCS#8 of Ed25519 is of fixed form (RFC 8410): the algorithm, and inside two octet strings the seed of 32 bytes.
    private const int AlgorithmStart = 5;
    private const int SeedStart = 16;

    private static ReadOnlySpan<byte> Ed25519Algorithm =>
        [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <returns>The signature as it stands in the query, percent-encoded.</returns>
    /// <exception cref="ExchangeException"><c>invalid_credentials</c>: a PEM without a usable private key.</exception>
    public static string Sign(string secret, string query)
    {
        var payload = Encoding.ASCII.GetBytes(query);
        return secret.Contains(PemMark, StringComparison.Ordinal)
            ? Uri.EscapeDataString(Convert.ToBase64String(SignWithPem(secret, payload)))
            : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload));
    }

    private static byte[] SignWithPem(string pem, byte[] payload)
    {
        try
        {
            var fields = PemEncoding.Find(pem);
            var key = Convert.FromBase64String(pem[fields.Base64Data]);
            return pem[fields.Label] switch
            {
                "PRIVATE KEY" => SignWithPkcs8(key, payload),
                "RSA PRIVATE KEY" => SignWithRsa(payload, rsa => rsa.ImportRSAPrivateKey(key, out _)),
                _ => throw new FormatException("Not a private key in clear."),
            };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or CryptographicException)
        {
            // Without the inner exception: a parser may quote what it was given.
            throw new ExchangeException(
                ErrorKinds.InvalidCredentials, null, "The secret looks like a PEM, but holds no usable private key.");
        }
    }

    private static byte[] SignWithPkcs8(byte[] key, byte[] payload)
    {
        if (key.Length < SeedStart + Ed25519.SecretKeySize || !key.AsSpan(AlgorithmStart).StartsWith(Ed25519Algorithm))
            return SignWithRsa(payload, rsa => rsa.ImportPkcs8PrivateKey(key, out _));

        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(key, SeedStart, payload, 0, payload.Length, signature, 0);
        return signature;
    }

    private static byte[] SignWithRsa(byte[] payload, Action<RSA> import)
    {
        using var rsa = RSA.Create();
        import(rsa);
        return rsa.SignData(payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
