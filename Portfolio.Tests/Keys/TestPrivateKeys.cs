using System.Security.Cryptography;

namespace Portfolio.Tests.Keys;

/// <summary>Private keys made for one test.</summary>
internal static class TestPrivateKeys
{
    private static ReadOnlySpan<byte> Header =>
        [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <summary>PKCS#8 (RFC 8410) of a random seed.</summary>
    public static string Ed25519Pem() =>
        PemEncoding.WriteString("PRIVATE KEY", [.. Header, .. RandomNumberGenerator.GetBytes(32)]);

    public static string RsaPem()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>As OpenSSL writes a PKCS#1 key with a password.</summary>
    public static string EncryptedPkcs1()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportRSAPrivateKeyPem().Replace(
            "KEY-----\nM", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\nQ",
            StringComparison.Ordinal);
    }

    public static string EncryptedPkcs8()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportEncryptedPkcs8PrivateKeyPem(
            "a password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));
    }
}
