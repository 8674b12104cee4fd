namespace Portfolio.Contracts.Keys;

/// <summary>The text after a BEGIN line, up to the next one: its END line may be missing or wrong.</summary>
/// <param name="Label">In capitals and without blanks: <c>RSAPRIVATEKEY</c>.</param>
/// <param name="Content">The headers, the data and any text after them.</param>
internal readonly record struct PemBlock(string Label, string Content)
{
    private const string Mark = "BEGIN";

    /// <summary>The last words of a label, longest first: the dashes that end one may be missing.</summary>
    private static readonly string[] LastWords = ["KEYBLOCK", "KEY", "CERTIFICATEREQUEST", "CERTIFICATE", "PARAMETERS"];

    /// <summary>As OpenSSL writes it into the headers of a PKCS#1 key with a password (RFC 1421).</summary>
    public bool IsEncrypted => Label.Contains("ENCRYPTED", StringComparison.Ordinal)
        || (Content.Contains("Proc-Type", StringComparison.OrdinalIgnoreCase)
            && Content.Contains("ENCRYPTED", StringComparison.OrdinalIgnoreCase));

    /// <param name="text">Cleaned: every kind of dash is a hyphen.</param>
    public static IReadOnlyList<PemBlock> FindAll(string text)
    {
        var starts = StartsIn(text);
        return
        [
            .. starts.Select((start, index) =>
            {
                var end = index + 1 < starts.Count ? starts[index + 1].Before : text.Length;
                return new PemBlock(start.Label, start.After < end ? text[start.After..end].TrimStart('-', ' ') : "");
            }),
        ];
    }

    private static List<(int Before, string Label, int After)> StartsIn(string text)
    {
        var starts = new List<(int, string, int)>();
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(Mark, at + Mark.Length, StringComparison.Ordinal))
        {
            if (IsArmour(text, at) && LabelAt(text, at + Mark.Length) is var (label, after))
                starts.Add((at, label, after));
        }

        return starts;
    }

    /// <summary>After a dash; or as the first word, where the dashes were lost.</summary>
    private static bool IsArmour(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        var startsText = before.Trim("\"'`").IsEmpty && text.Length > at + Mark.Length
            && char.IsWhiteSpace(text[at + Mark.Length]);
        return startsText || (!before.IsEmpty && before[^1] is '-');
    }

    private static (string Label, int After)? LabelAt(string text, int from)
    {
        var label = "";
        for (var at = from; at < text.Length && label.Length < 40; at++)
        {
            if (char.IsWhiteSpace(text[at]))
                continue;
            if (!char.IsAsciiLetterUpper(text[at]) && !char.IsAsciiDigit(text[at]))
                return label is "" ? null : (label, at);

            label += text[at];
            if (LastWords.Any(word => label.EndsWith(word, StringComparison.Ordinal)) && !GoesOn(text, at + 1))
                return (label, at + 1);
        }

        return null;
    }

    /// <summary>"KEY BLOCK" and "CERTIFICATE REQUEST" continue after a word that could be their last.</summary>
    private static bool GoesOn(string text, int at)
    {
        var rest = text.AsSpan(at).TrimStart();
        return rest.StartsWith("BLOCK", StringComparison.Ordinal)
            || rest.StartsWith("REQUEST", StringComparison.Ordinal);
    }
}
