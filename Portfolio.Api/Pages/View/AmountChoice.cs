namespace Portfolio.Api.Pages.View;

/// <summary>
/// How a browser shows amounts. A cookie keeps the choice, so that the first byte of a page has no hidden amount.
/// </summary>
/// <param name="Hidden">Money and quantities are dots; shares and prices stay.</param>
/// <param name="Key">The key H hides and shows them.</param>
internal sealed record AmountChoice(bool Hidden, bool Key)
{
    public const string Cookie = "portfolio-amounts";

    private const string HiddenWord = "hidden";
    private const string NoKeyWord = "no-key";

    public static AmountChoice Usual { get; } = new(Hidden: false, Key: true);

    /// <summary>For the cookie.</summary>
    public string Text => $"{(Hidden ? HiddenWord : "shown")}~{(Key ? "key" : NoKeyWord)}";

    /// <summary>Of a cookie that is missing or unreadable: the usual.</summary>
    public static AmountChoice Read(string? cookie) =>
        cookie?.Split('~') is { } words ? new(words.Contains(HiddenWord), !words.Contains(NoKeyWord)) : Usual;
}
