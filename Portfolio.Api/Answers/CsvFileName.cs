using System.Globalization;
using System.Text;

namespace Portfolio.Api.Answers;

/// <summary>What a CSV file is called.</summary>
/// <param name="list">What is in it.</param>
/// <param name="of">The name that a person gave to what it is a list of, in any script.</param>
internal sealed class CsvFileName(string list, string of, DateTimeOffset now)
{
    /// <summary>File systems take some 255 bytes; a character may have four.</summary>
    private const int LongestName = 50;

    private const string NotInFileNames = "\\/:*?\"<>|";

    /// <summary>In ASCII, for programs that know no other.</summary>
    public string Plain { get; } = string.Create(CultureInfo.InvariantCulture, $"{list}-{now:yyyy-MM-dd}.csv");

    /// <summary>With the name, for those that read the extended form (RFC 6266), as browsers do.</summary>
    public string Full => Readable is "" ? Plain : $"{Readable}-{Plain}";

    private string Readable { get; } = Shorten(of);

    private static string Shorten(string name)
    {
        var readable = new StringBuilder();
        foreach (var letter in name.EnumerateRunes().Take(LongestName))
            readable.Append(IsUsable(letter) ? letter.ToString() : "_");
        return readable.ToString().Trim(' ', '.');
    }

    /// <summary>Not what moves to another directory, and not what turns the rest of the name around.</summary>
    private static bool IsUsable(Rune letter) =>
        !Rune.IsControl(letter)
        && Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator)
        && !NotInFileNames.Contains((char)Math.Min(letter.Value, char.MaxValue));
}
