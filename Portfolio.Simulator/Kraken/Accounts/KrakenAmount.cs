using System.Globalization;
using System.Numerics;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>Sums with every digit, written with an asset's number of decimals or more.</summary>
internal static class KrakenAmount
{
    public static Quantity Sum(Quantity one, Quantity other) => Quantity.Parse(Text([one, other], [], 8));

    public static string Text(Quantity amount, int decimals) => Text([amount], [], decimals);

    /// <param name="added">May be empty.</param>
    /// <param name="taken">Subtracted; the result can be negative.</param>
    public static string Text(ReadOnlySpan<Quantity> added, ReadOnlySpan<Quantity> taken, int decimals)
    {
        var all = decimals;
        foreach (var part in (Quantity[])[.. added, .. taken])
            all = Math.Max(all, part.Decimals);

        var units = BigInteger.Zero;
        foreach (var part in added)
            units += part.Units(all);
        foreach (var part in taken)
            units -= part.Units(all);
        return Text(units, all, decimals);
    }

    private static string Text(BigInteger units, int all, int decimals)
    {
        while (all > decimals && (units % 10).IsZero)
        {
            units /= 10;
            all--;
        }

        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(all + 1, '0');
        var text = all is 0 ? digits : digits.Insert(digits.Length - all, ".");
        return units.Sign < 0 ? "-" + text : text;
    }
}
