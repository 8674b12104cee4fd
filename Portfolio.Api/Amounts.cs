using System.Globalization;

namespace Portfolio.Api;

/// <summary>Numbers in text, as stores and contracts carry them.</summary>
internal static class Amounts
{
    /// <summary>False if a decimal cannot hold it; digits beyond its places are rounded.</summary>
    public static bool TryRead(string? text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out amount);

    /// <summary>0 for a missing number; a very large one for a number that a decimal cannot hold.</summary>
    public static decimal Read(string? text) =>
        TryRead(text, out var amount) ? amount : string.IsNullOrEmpty(text) ? 0 : decimal.MaxValue / 1_000_000;

    /// <summary>Without trailing zeros.</summary>
    public static string Text(decimal amount) =>
        amount.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>For attributes of an SVG, which allow one way to write a number.</summary>
    public static string Drawn(decimal amount) => amount.ToString("0.###", CultureInfo.InvariantCulture);
}
