using System.Globalization;
using System.Text;

namespace Portfolio.Api.Answers;

/// <summary>The name of a CSV file.</summary>
/// <param name="list">The kind of list.</param>
/// <param name="of">The name that a person gave to the portfolio, in any script.</param>
internal sealed class CsvFileName(string list, string of, DateTimeOffset now)
{
    /// <summary>File systems allow some 255 bytes; a character may have four.</summary>
    private const int LongestName = 50;

    private const string NotInFileNames = "\\/:*?\"<>|";

    /// <summary>In ASCII, for programs that support nothing else.</summary>
    public string Plain { get; } = string.Create(CultureInfo.InvariantCulture, $"{list}-{now:yyyy-MM-dd}.csv");

    /// <summary>With the name, for programs that read the extended form (RFC 6266), as browsers do.</summary>
    public string Full => Readable is "" ? Plain : $"{Readable}-{Plain}";

    private string Readable { get; } = Shorten(of);

    private static string Shorten(string name)
    {
        var readable = new StringBuilder();
        foreach (var letter in name.EnumerateRunes().Take(LongestName))
            readable.Append(IsUsable(letter) ? letter.ToString() : "_");
        return readable.ToString().Trim(' ', '.');
    }

    /// <summary>False for characters that lead to another directory or reverse the rest of the name.</summary>
    private static bool IsUsable(Rune letter) =>
        !Rune.IsControl(letter)
        && Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator)
        && !NotInFileNames.Contains((char)Math.Min(letter.Value, char.MaxValue));
}
