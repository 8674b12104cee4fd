using System.Globalization;
using System.Text;

namespace Portfolio.Api.Answers;

/// <summary>
/// The rule for names that people give: every character is seen, so that no two names look the same and none changes
/// the direction of the text around it.
/// </summary>
internal static class VisibleText
{
    private const int Joiner = 0x200D;

    /// <summary>Letters and marks by their category, and nothing on the screen.</summary>
    private static readonly HashSet<int> Blank = [0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    public static bool Is(string text)
    {
        var before = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || !(IsSeen(rune) || (rune.Value is Joiner && IsEmoji(before))))
                return false;

            before = rune;
        }

        return true;
    }

    private static bool IsSeen(Rune rune) => !Blank.Contains(rune.Value) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>What a joiner may follow: a picture, its skin tone, or its variation selector.</summary>
    private static bool IsEmoji(Rune rune) => rune.Value is 0xFE0F
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
