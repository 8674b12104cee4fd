using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Contracts.Keys;

/// <summary>
/// Removes the characters that clipboards, editors and settings files put around a key, because no key has them. A
/// passphrase is a person's own text, and only loses invisible characters.
/// </summary>
internal static partial class PastedText
{
    private const char MinusSign = '\u2212';
    private const string Quotes = "\"'`´“”„‟‘’‚‛«»‹›″′＂＇";
    private const string AroundValues = Quotes + ",;{}[]|> \t\r\n";

    /// <summary>Without characters of no width (zero-width spaces, byte order marks, soft hyphens).</summary>
    public static string Visible(string text) =>
        text.All(letter => !IsInvisible(letter)) ? text : string.Concat(text.Where(letter => !IsInvisible(letter)));

    /// <summary>
    /// Plain characters for their typographic and full-width forms, and line breaks for the escapes that JSON, shells
    /// and settings files write for them.
    /// </summary>
    public static string Clean(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Where(letter => !IsInvisible(letter)))
            plain.Append(Plain(letter));
        return JoinedLiterals().Replace(Escapes().Replace(plain.ToString(), Unescaped), "");
    }

    /// <summary>Without the white space and the quotation marks around it, and without the name before it.</summary>
    /// <param name="cleaned">As <see cref="Clean"/> gives it.</param>
    /// <param name="name">The name of <c>name=value</c> or <c>"name": "value"</c>; null when there was none.</param>
    public static string Value(string cleaned, out string? name)
    {
        var text = cleaned.Trim(AroundValues.ToCharArray());
        var named = NamedValue().Match(text);
        name = named.Success ? named.Groups["name"].Value : null;
        return named.Success ? named.Groups["value"].Value.Trim(AroundValues.ToCharArray()) : text;
    }

    /// <summary>True if more than one value has its name before it: a settings file, a whole JSON object.</summary>
    public static bool NamesSeveral(string cleaned) => cleaned.Split('\n', ',', ';', '&')
        .Count(line => NamedValue().IsMatch(line.Trim(AroundValues.ToCharArray()))) > 1;

    public static string WithoutWhiteSpace(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    public static bool HasQuotesAround(string text) =>
        text.Length > 2 && Quotes.Contains(text[0], StringComparison.Ordinal)
        && Quotes.Contains(text[^1], StringComparison.Ordinal);

    public static bool IsQuote(char letter) => Quotes.Contains(letter, StringComparison.Ordinal);

    public static bool IsFullWidth(char letter) => letter is >= '\uFF01' and <= '\uFF5E';

    private static bool IsInvisible(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Format;

    private static char Plain(char letter) => letter switch
    {
        >= ' ' and <= '~' => letter,
        MinusSign => '-',
        _ when IsFullWidth(letter) => (char)(letter - '\uFF01' + '!'),
        _ => char.GetUnicodeCategory(letter) switch
        {
            UnicodeCategory.DashPunctuation => '-',
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '\n',
            _ => letter,
        },
    };

    private static string Unescaped(Match escape) => escape.Groups["letter"].Value switch
    {
        "n" or "r" or "t" or "\r" or "\n" or "\r\n" => "\n",
        ['u', .. var code] => ((char)Convert.ToInt32(code, 16)).ToString(),
        var letter => letter,
    };

    /// <summary>Written once, or twice where an escaped text was escaped again.</summary>
    [GeneratedRegex("""\\+(?<letter>u00[0-9A-Fa-f]{2}|\r\n|[nrt"'`/\r\n])""", RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();

    /// <summary>A text that is split over several literals of a program's source.</summary>
    [GeneratedRegex("""["']\s*\+?\s*["']""", RegexOptions.NonBacktracking)]
    private static partial Regex JoinedLiterals();

    [GeneratedRegex(
        """
        ^(?<name>[\w .$:-]{0,50}?(key|secret|pass|token|private|api|pem)[\w .-]{0,20})["'`]?
        \s*(=>|:=|=|:)\s*(?<value>[^=\s].*)$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.Singleline
            | RegexOptions.NonBacktracking)]
    private static partial Regex NamedValue();
}
