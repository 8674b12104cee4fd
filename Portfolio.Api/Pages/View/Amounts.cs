using System.Globalization;

namespace Portfolio.Api.Pages.View;

/// <summary>Numbers in text, as stores and contracts carry them.</summary>
internal static class Amounts
{
    /// <summary>False for what a decimal cannot hold; digits beyond its places are rounded.</summary>
    public static bool TryRead(string? text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out amount);

    /// <summary>0 for what is missing; the largest decimal for what is larger.</summary>
    public static decimal Read(string? text) =>
        TryRead(text, out var amount) ? amount : string.IsNullOrEmpty(text) ? 0 : decimal.MaxValue / 1_000_000;

    /// <summary>For attributes of a drawing, which know one way to write a number.</summary>
    public static string Drawn(decimal amount) => amount.ToString("0.###", CultureInfo.InvariantCulture);
}
