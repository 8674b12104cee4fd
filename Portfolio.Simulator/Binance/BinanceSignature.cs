using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Binance;

/// <summary>Checks a signature over the bytes as they came: HMAC-SHA256 in hex, Ed25519 in base64.</summary>
internal static class BinanceSignature
{
    private static readonly ConcurrentDictionary<string, Ed25519PublicKeyParameters> PublicKeys = new();

    public static bool IsValid(Credential credential, string payload, string signature) =>
        credential.IsEd25519
            ? IsEd25519(credential.ApiSecret, payload, signature)
            : IsHmac(credential.ApiSecret, payload, signature);

    private static bool IsHmac(string secret, string payload, string signature)
    {
        if (signature.Length != HMACSHA256.HashSizeInBytes * 2)
            return false;

        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(signature, sent, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(
                sent, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));
    }

    private static bool IsEd25519(string pem, string payload, string signature)
    {
        var sent = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        if (!Convert.TryFromBase64String(signature, sent, out var length) || length != sent.Length)
            return false;

        var bytes = Encoding.UTF8.GetBytes(payload);
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, PublicKeys.GetOrAdd(pem, PublicKey));
        verifier.BlockUpdate(bytes, 0, bytes.Length);
        return verifier.VerifySignature(sent);
    }

    private static Ed25519PublicKeyParameters PublicKey(string pem)
    {
        var fields = PemEncoding.Find(pem);
        var pkcs8 = Convert.FromBase64String(pem[fields.Base64Data]);
        return new Ed25519PrivateKeyParameters(pkcs8, pkcs8.Length - Ed25519PrivateKeyParameters.KeySize)
            .GeneratePublicKey();
    }
}
