namespace Portfolio.Api.Answers;

/// <summary>The rule for a name that must be given: of a portfolio, a token, or a person who is invited.</summary>
internal static class GivenName
{
    public const int MaxLength = 100;

    /// <summary>The name without the blanks around it; null when it breaks the rule.</summary>
    public static string? Read(string? given) =>
        given?.Trim() is { Length: > 0 and <= MaxLength } name && VisibleText.Is(name) ? name : null;

    /// <summary>The sentence about a name that breaks the rule.</summary>
    public static string Problem => Texts.FormatFields_Name($"{MaxLength}");
}
