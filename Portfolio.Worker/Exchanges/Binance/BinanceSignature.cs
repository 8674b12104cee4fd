using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Signs the bytes of a query, in the way the secret asks for: HMAC-SHA256 for a plain secret, RSA or Ed25519 for a
/// PEM private key.
/// </summary>
internal static class BinanceSignature
{
    private const string PemMark = "-----BEGIN";

    /// <returns>The signature as it stands in the query, percent-encoded.</returns>
    /// <exception cref="ExchangeException"><c>invalid_credentials</c>: a PEM that holds no usable private key.</exception>
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
        catch (Exception fault) when (fault is ArgumentException or FormatException or CryptographicException
            or GeneralSecurityException or IOException or InvalidCastException or InvalidOperationException
            or ArithmeticException)
        {
            // Without the inner exception: a parser may quote what it was given.
            throw new ExchangeException(
                ErrorKinds.InvalidCredentials, null, "The secret looks like a PEM, but holds no usable private key.");
        }
    }

    private static byte[] SignWithPkcs8(byte[] key, byte[] payload)
    {
        if (PrivateKeyFactory.CreateKey(key) is not Ed25519PrivateKeyParameters ed25519)
            return SignWithRsa(payload, rsa => rsa.ImportPkcs8PrivateKey(key, out _));

        var signature = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        ed25519.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, payload, 0, payload.Length, signature, 0);
        return signature;
    }

    private static byte[] SignWithRsa(byte[] payload, Action<RSA> import)
    {
        using var rsa = RSA.Create();
        import(rsa);
        return rsa.SignData(payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
