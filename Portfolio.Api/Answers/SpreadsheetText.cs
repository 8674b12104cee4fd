using System.Globalization;
using System.Text;

namespace Portfolio.Api.Answers;

/// <summary>
/// Keeps spreadsheets from taking foreign text for a formula: writes an apostrophe before every sign that could begin
/// one (https://owasp.org/www-community/attacks/CSV_Injection). Quotes around a cell do not prevent that.
/// </summary>
internal static class SpreadsheetText
{
    /// <summary>
    /// The signs, their wide, small, raised and lowered forms, and their look-alikes; dashes are known by category.
    /// </summary>
    private const string FormulaSigns =
        "=\uFF1D\uFE66\u207C\u208C\uA78A\uA4FF" + "+\uFF0B\uFE62\u207A\u208A\u02D6\u2795\uFB29"
        + "\u2212\u207B\u208B\u02D7\u2796\u2043" + "@\uFF20\uFE6B";

    /// <summary>Quotation marks, and letters without a shape (Hangul fillers, the empty Braille cell).</summary>
    private const string Unseen =
        "\"'`\u00B4\u02B9\u02BA\u02BB\u02BC\u201A\u201E\u301D\u301E\u301F\uFF02\uFF07\uFF40"
        + "\u115F\u1160\u3164\uFFA0\u2800";

    /// <summary>
    /// The text itself, or with an apostrophe at its beginning and before each part of it that would be a separate cell
    /// where the spreadsheet separates by something else than commas. A cell begins with the first character behind
    /// white space, quotation marks and invisible characters.
    /// </summary>
    public static string Harmless(string text)
    {
        var inserts = Inserts(text);
        if (inserts.Count is 0)
            return text;

        var harmless = new StringBuilder(text);
        for (var last = inserts.Count - 1; last >= 0; last--)
            harmless.Insert(inserts[last], '\'');
        return harmless.ToString();
    }

    private static List<int> Inserts(string text)
    {
        List<int> inserts = [];
        int? beginning = 0;
        var place = 0;
        foreach (var letter in text.EnumerateRunes())
        {
            if (beginning is { } cell)
            {
                var harmful = IsFormula(letter) || (place is 0 && Rune.IsControl(letter));
                if (harmful)
                    inserts.Add(cell);
                if (harmful || !IsUnseen(letter))
                    beginning = null;
            }

            place += letter.Utf16SequenceLength;
            if (letter.Value is ';' or '\t' or '\r' or '\n')
                beginning = place;
        }

        return inserts;
    }

    private static bool IsFormula(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation
        || (letter.IsBmp && FormulaSigns.Contains((char)letter.Value));

    private static bool IsUnseen(Rune letter) =>
        (letter.IsBmp && Unseen.Contains((char)letter.Value)) || Rune.GetUnicodeCategory(letter) is
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation;
}
