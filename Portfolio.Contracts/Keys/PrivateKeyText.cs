namespace Portfolio.Contracts.Keys;

/// <summary>
/// Finds the private key in a text as people paste it: PEM with its line breaks escaped, lost or turned into blanks,
/// with a wrong END line or none, inside quotation marks or a settings line, or the base64 alone.
/// </summary>
public static class PrivateKeyText
{
    public const string Rsa = "RSA";
    public const string Ed25519 = "Ed25519";

    /// <summary>The first twelve bytes of an Ed25519 key in PKCS#8 (RFC 8410), in base64.</summary>
    private const string Ed25519Start = "MC4CAQAwBQYDK2Vw";

    /// <summary>"openssh-key-v1", how OpenSSH's own form begins (its PROTOCOL.key), in base64.</summary>
    private const string OpenSshStart = "b3BlbnNzaC1rZXktdjE";

    /// <summary>Of Binance's secrets for HMAC.</summary>
    private const int PlainLength = 64;

    /// <summary>Longer than any plain secret: base64 beyond it that begins like DER is a key, or was one.</summary>
    private const int LongestPlainSecret = 128;

    /// <summary>How OpenSSH's public keys begin: the algorithm's name, then base64 of the same.</summary>
    private static readonly string[] SshPublicKeys =
    [
        "ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-",
        "AAAAC3NzaC1lZDI1NTE5", "AAAAB3NzaC1yc2E", "AAAAE2VjZHNhLXNoYTI",
    ];

    /// <returns>
    /// Null for a plain secret. Sixty-four letters and digits are one, regardless of their meaning in base64, unless
    /// they have the complete structure of a key.
    /// </returns>
    public static PrivateKeyReading? Read(string text)
    {
        if (IsPlain(text))
            return null;

        var cleaned = PastedText.Clean(text);
        var blocks = PemBlock.FindAll(cleaned);
        return blocks.Count > 0 ? Choose([.. blocks.Select(Read)]) : ReadBare(cleaned);
    }

    /// <summary>A quick check that covers nearly every secret, because each signature needs it.</summary>
    private static bool IsPlain(string text) => text.Length is PlainLength
        && text.All(char.IsAsciiLetterOrDigit)
        && !text.StartsWith(Ed25519Start, StringComparison.Ordinal)
        && !text.StartsWith(OpenSshStart, StringComparison.Ordinal);

    private static PrivateKeyReading Choose(IReadOnlyList<PrivateKeyReading> readings)
    {
        var keys = readings.Where(reading => reading.Flaw is PrivateKeyFlaw.None).ToList();
        return keys switch
        {
            [] => readings.MinBy(reading => reading.Flaw)!, // A text without blocks is not read here.
            _ when keys.All(key => key.Der.Span.SequenceEqual(keys[0].Der.Span)) => keys[0],
            _ => PrivateKeyReading.Flawed(PrivateKeyFlaw.Several),
        };
    }

    /// <summary>The data decides; the label, which may be wrong, only where the data is inconclusive.</summary>
    private static PrivateKeyReading Read(PemBlock block)
    {
        if (block.IsEncrypted)
            return PrivateKeyReading.Flawed(PrivateKeyFlaw.Encrypted);

        var data = KeyData.Decode(block.Content);
        return data.Structure() ?? block.Label switch
        {
            var label when label.Contains("OPENSSH", StringComparison.Ordinal) => OtherForm("OpenSSH"),
            var label when label.Contains("PGP", StringComparison.Ordinal) => OtherForm("PGP"),
            var label when label.Contains("PUBLICKEY", StringComparison.Ordinal) =>
                PrivateKeyReading.Flawed(PrivateKeyFlaw.PublicKey),
            var label when label.Contains("CERTIFICATE", StringComparison.Ordinal) =>
                PrivateKeyReading.Flawed(PrivateKeyFlaw.Certificate),
            var label when label.StartsWith("EC", StringComparison.Ordinal) => OtherAlgorithm("EC"),
            var label when label.StartsWith("DSA", StringComparison.Ordinal) => OtherAlgorithm("DSA"),
            _ => PrivateKeyReading.Flawed(data.IsCutOff ? PrivateKeyFlaw.Truncated : PrivateKeyFlaw.Damaged),
        };
    }

    private static PrivateKeyReading? ReadBare(string cleaned)
    {
        if (cleaned.Contains("PuTTY-User-Key-File", StringComparison.Ordinal))
            return OtherForm("PuTTY");

        var named = PastedText.Value(cleaned, out _);
        if (SshPublicKeys.Any(start => named.StartsWith(start, StringComparison.Ordinal)))
            return PrivateKeyReading.Flawed(PrivateKeyFlaw.PublicKey);

        var text = PastedText.WithoutWhiteSpace(named);
        if (text.StartsWith(OpenSshStart, StringComparison.Ordinal))
            return OtherForm("OpenSSH");

        var data = KeyData.Decode(text);
        if (data.Structure() is { } known)
            return known;

        var likeKey = text.StartsWith(Ed25519Start, StringComparison.Ordinal)
            || (text.Length > LongestPlainSecret && text.StartsWith("MI", StringComparison.Ordinal));
        return likeKey
            ? PrivateKeyReading.Flawed(data.IsCutOff ? PrivateKeyFlaw.Truncated : PrivateKeyFlaw.Damaged)
            : null;
    }

    private static PrivateKeyReading OtherForm(string name) =>
        PrivateKeyReading.Flawed(PrivateKeyFlaw.OtherForm, name);

    private static PrivateKeyReading OtherAlgorithm(string name) =>
        PrivateKeyReading.Flawed(PrivateKeyFlaw.OtherAlgorithm, name);
}
