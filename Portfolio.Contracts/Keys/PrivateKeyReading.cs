using System.Security.Cryptography;

namespace Portfolio.Contracts.Keys;

/// <summary>
/// The content of a text that is not a plain secret. Not a record: it holds a private key, and a record prints its
/// values.
/// </summary>
public sealed class PrivateKeyReading
{
    private PrivateKeyReading(PrivateKeyFlaw flaw, string? detail) => (Flaw, Detail) = (flaw, detail);

    /// <summary>Why it cannot sign; <see cref="PrivateKeyFlaw.None"/> when it can.</summary>
    public PrivateKeyFlaw Flaw { get; }

    /// <summary>The algorithm ("EC") or the form ("OpenSSH") that the flaw is about; else null.</summary>
    public string? Detail { get; }

    /// <summary>"RSA" or "Ed25519"; null with a flaw.</summary>
    public string? Algorithm { get; private init; }

    /// <summary>
    /// PKCS#8, or PKCS#1 where <see cref="IsPkcs1"/>; an Ed25519 key has the 48 bytes of RFC 8410. Empty with a flaw.
    /// </summary>
    public ReadOnlyMemory<byte> Der { get; private init; }

    public bool IsPkcs1 { get; private init; }

    /// <summary>The one form in which it is stored; null with a flaw.</summary>
    public string? Pem => Flaw is PrivateKeyFlaw.None
        ? PemEncoding.WriteString(IsPkcs1 ? "RSA PRIVATE KEY" : "PRIVATE KEY", Der.Span)
        : null;

    internal static PrivateKeyReading Flawed(PrivateKeyFlaw flaw, string? detail = null) => new(flaw, detail);

    internal static PrivateKeyReading Rsa(ReadOnlyMemory<byte> der, bool pkcs1) =>
        new(PrivateKeyFlaw.None, null) { Algorithm = PrivateKeyText.Rsa, Der = der, IsPkcs1 = pkcs1 };

    internal static PrivateKeyReading Ed25519(ReadOnlyMemory<byte> der) =>
        new(PrivateKeyFlaw.None, null) { Algorithm = PrivateKeyText.Ed25519, Der = der };

    /// <summary>False: it has the structure of a key, but its numbers form none.</summary>
    internal bool Opens()
    {
        if (Algorithm is not PrivateKeyText.Rsa)
            return Flaw is PrivateKeyFlaw.None;

        try
        {
            using var rsa = RSA.Create();
            if (IsPkcs1)
                rsa.ImportRSAPrivateKey(Der.Span, out _);
            else
                rsa.ImportPkcs8PrivateKey(Der.Span, out _);
            // A modulus that is not the product of its primes signs without an error, and wrongly.
            var digest = SHA256.HashData(Der.Span);
            return rsa.VerifyHash(
                digest, rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>Why a text cannot sign. Of several flawed parts of one text, the lowest is reported.</summary>
public enum PrivateKeyFlaw
{
    None,

    /// <summary>More than one private key.</summary>
    Several,

    Encrypted,

    /// <summary>A private key of an algorithm that is not supported.</summary>
    OtherAlgorithm,

    /// <summary>A private key in the form of another program (OpenSSH, PuTTY).</summary>
    OtherForm,

    Truncated,

    Damaged,

    Certificate,

    PublicKey,
}
