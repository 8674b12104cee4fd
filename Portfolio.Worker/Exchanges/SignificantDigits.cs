using System.Globalization;

namespace Portfolio.Worker.Exchanges;

/// <summary>Whether two equal quantities identify the same coins.</summary>
internal static class SignificantDigits
{
    private const int Enough = 6;

    /// <summary>True from six significant digits on: fewer may be equal by coincidence.</summary>
    public static bool Identify(decimal quantity) => Of(quantity) >= Enough;

    /// <summary>Leading and trailing zeros do not count.</summary>
    public static int Of(decimal quantity)
    {
        var digits = quantity.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal);
        return digits.TrimStart('-', '0').TrimEnd('0').Length;
    }
}
