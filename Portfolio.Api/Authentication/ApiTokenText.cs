namespace Portfolio.Api.Authentication;

/// <summary>
/// The text of a token that a user makes: <c>pst_</c>, by which scanners for leaked secrets know it, and 160 bits.
/// </summary>
internal static class ApiTokenText
{
    private const string Prefix = "pst_";
    private const int Letters = 32;
    private const int HintLength = 4;

    public static string Create() => Prefix + SecretText.Create(Letters);

    /// <summary>True for a text that can be such a token.</summary>
    public static bool Is(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && SecretText.Is(text[Prefix.Length..], Letters);

    /// <summary>By which its user tells it from others.</summary>
    public static string Hint(string token) => token[^HintLength..];
}
