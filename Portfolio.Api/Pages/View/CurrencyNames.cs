namespace Portfolio.Api.Pages.View;

/// <summary>The names of currencies in the language of the page.</summary>
internal static class CurrencyNames
{
    /// <summary>"EUR – Euro".</summary>
    public static string Of(string code) =>
        Texts.Currencies_Names.Split('|').FirstOrDefault(name => name.StartsWith(code, StringComparison.Ordinal))
            is { } found ? $"{code} – {found[(code.Length + 1)..]}" : code;
}
