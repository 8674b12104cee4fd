using System.Diagnostics.CodeAnalysis;

namespace Portfolio.Worker.Exchanges;

/// <summary>The rule for a valid name of an asset, a pair, a wallet or a right.</summary>
internal static class AssetName
{
    private const int Longest = 64;
    private const int LongestText = 200;

    /// <summary>
    /// Any letters of any script, but not empty, not longer than names are, and without control characters: PostgreSQL
    /// takes no NUL into a text (https://www.postgresql.org/docs/current/datatype-character.html).
    /// </summary>
    public static bool IsOne([NotNullWhen(true)] string? text) => text is { Length: <= Longest } && IsShown(text);

    /// <summary>As <see cref="IsOne"/>, for an asset's full name.</summary>
    public static bool IsText([NotNullWhen(true)] string? text) => text is { Length: <= LongestText } && IsShown(text);

    private static bool IsShown(string text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
