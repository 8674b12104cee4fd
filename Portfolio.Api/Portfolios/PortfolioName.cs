namespace Portfolio.Api.Portfolios;

/// <summary>What a portfolio may be called.</summary>
internal static class PortfolioName
{
    private const int MaxLength = 100;

    /// <summary>The name without the blanks around it; null when it is none.</summary>
    public static string? Read(string? given) =>
        given?.Trim() is { Length: > 0 and <= MaxLength } name && !name.Any(char.IsControl) ? name : null;

    /// <summary>What is said of one that is none.</summary>
    public static string Problem { get; } = $"must be 1 to {MaxLength} characters on one line";
}
