using System.Formats.Asn1;
using System.Numerics;

namespace Portfolio.Contracts.Keys;

/// <summary>
/// The bytes of a key, as far as base64 could be read. DER states its own length, so bytes after it are ignored.
/// </summary>
/// <param name="IsCutOff">True if its stated length exceeds its bytes.</param>
internal readonly record struct KeyData(ReadOnlyMemory<byte> Bytes, bool IsCutOff)
{
    private const string RsaId = "1.2.840.113549.1.1.1";
    private const string Ed25519Id = "1.3.101.112";
    private const int SeedSize = 32;

    /// <summary>An Ed25519 key in PKCS#8 up to its seed (RFC 8410).</summary>
    private static ReadOnlySpan<byte> Ed25519Header =>
        [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <param name="content">May begin with lines of headers; ends at the first dash, padding or other sign.</param>
    public static KeyData Decode(string content)
    {
        var base64 = new string([.. Base64In(content)]);
        var usable = base64.Length % 4 is 1 ? base64[..^1] : base64;
        var bytes = Convert.FromBase64String(usable.PadRight((usable.Length + 3) / 4 * 4, '='));
        return LengthOf(bytes) is not { } length
            ? new KeyData(bytes, IsCutOff: bytes.Length < 2)
            : new KeyData(bytes.AsMemory(0, Math.Min(length, bytes.Length)), length > bytes.Length);
    }

    /// <summary>The key by its structure; null when no key has that structure, or when a part is missing.</summary>
    public PrivateKeyReading? Structure()
    {
        if (IsCutOff || Bytes.IsEmpty)
            return null;

        try
        {
            var outer = new AsnReader(Bytes, AsnEncodingRules.BER).ReadSequence();
            return outer.PeekTag() == Asn1Tag.Integer ? Versioned(outer) : Unversioned(outer);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>PKCS#8, PKCS#1 (RFC 8017), SEC 1, or PKCS#12, which all begin with a number.</summary>
    private PrivateKeyReading? Versioned(AsnReader outer)
    {
        var first = outer.ReadInteger();
        if (outer.PeekTag() == Asn1Tag.Sequence)
            return first == 3 ? Flawed(PrivateKeyFlaw.OtherForm, "PKCS#12") : Pkcs8(outer);
        if (outer.PeekTag() == Asn1Tag.PrimitiveOctetString)
            return Flawed(PrivateKeyFlaw.OtherAlgorithm, "EC");

        var numbers = 1;
        for (; outer.HasData && outer.PeekTag() == Asn1Tag.Integer; numbers++)
            outer.ReadIntegerBytes();
        return numbers switch
        {
            2 => Flawed(PrivateKeyFlaw.PublicKey),
            6 when first == BigInteger.Zero => Flawed(PrivateKeyFlaw.OtherAlgorithm, "DSA"),
            >= 9 when first <= BigInteger.One => PrivateKeyReading.Rsa(Bytes, pkcs1: true),
            _ => null,
        };
    }

    private PrivateKeyReading? Pkcs8(AsnReader outer)
    {
        var algorithm = outer.ReadSequence().ReadObjectIdentifier();
        var key = outer.ReadOctetString();
        return algorithm switch
        {
            RsaId => PrivateKeyReading.Rsa(Bytes, pkcs1: false),
            Ed25519Id => new AsnReader(key, AsnEncodingRules.BER).ReadOctetString() is { Length: SeedSize } seed
                ? PrivateKeyReading.Ed25519((byte[])[.. Ed25519Header, .. seed])
                : null,
            _ => Flawed(PrivateKeyFlaw.OtherAlgorithm, NameOf(algorithm)),
        };
    }

    /// <summary>A public key (RFC 5280), an encrypted PKCS#8 key (RFC 5958), or a certificate.</summary>
    private static PrivateKeyReading? Unversioned(AsnReader outer)
    {
        var first = outer.ReadSequence();
        if (outer.PeekTag() == Asn1Tag.Sequence)
            return Flawed(PrivateKeyFlaw.Certificate);

        first.ReadObjectIdentifier();
        return outer.PeekTag() switch
        {
            var tag when tag == Asn1Tag.PrimitiveBitString => Flawed(PrivateKeyFlaw.PublicKey),
            var tag when tag == Asn1Tag.PrimitiveOctetString => Flawed(PrivateKeyFlaw.Encrypted),
            _ => null,
        };
    }

    private static IEnumerable<char> Base64In(string content)
    {
        foreach (var line in content.Split('\n'))
        {
            if (IsHeader(line))
                continue;

            foreach (var letter in line)
            {
                if (char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/')
                    yield return letter;
                else if (!IsBetweenLines(letter))
                    yield break;
            }
        }
    }

    /// <summary>As in RFC 1421: a short name, a colon.</summary>
    private static bool IsHeader(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 0 and < 32 and var colon
        && line[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ' ');

    /// <summary>The characters that programs and mails put around a line of base64.</summary>
    private static bool IsBetweenLines(char letter) =>
        char.IsWhiteSpace(letter) || letter is '>' or ',' or '|' or '\\' || PastedText.IsQuote(letter);

    /// <summary>Of the outer sequence, in bytes with its header; null when it is no sequence.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0x30, var first, .. var rest])
            return null;
        if (first < 0x80)
            return first + 2;

        var size = first & 0x7F;
        if (size is 0 or > 3)
            return null;
        if (rest.Length < size)
            return int.MaxValue;

        var length = 0;
        foreach (var part in rest[..size])
            length = (length << 8) | part;
        return length + 2 + size;
    }

    private static PrivateKeyReading Flawed(PrivateKeyFlaw flaw, string? detail = null) =>
        PrivateKeyReading.Flawed(flaw, detail);

    private static string NameOf(string algorithm) => algorithm switch
    {
        "1.2.840.10045.2.1" => "EC",
        "1.2.840.10040.4.1" => "DSA",
        "1.2.840.113549.1.1.10" => "RSA-PSS",
        "1.3.101.113" => "Ed448",
        "1.3.101.110" => "X25519",
        "1.3.101.111" => "X448",
        _ => algorithm,
    };
}
