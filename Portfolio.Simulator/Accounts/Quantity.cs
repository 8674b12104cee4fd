using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Portfolio.Simulator.Accounts;

/// <summary>An amount stored with all its digits, eight or more after the point: none is lost.</summary>
internal readonly partial record struct Quantity
{
    private readonly string? _text;

    private Quantity(string text) => _text = text;

    public static Quantity Zero => default;

    public string Text => _text ?? "0.00000000";

    /// <summary>Without trailing zeros: "1.5", "0".</summary>
    public string Short => Text.TrimEnd('0').TrimEnd('.') is { Length: > 0 } text ? text : "0";

    public int Decimals => Text.Length - Text.IndexOf('.', StringComparison.Ordinal) - 1;

    public bool IsZero => Text.AsSpan().IndexOfAnyExcept('0', '.') < 0;

    /// <summary>Rounded to the precision of a decimal.</summary>
    public decimal Value => decimal.Parse(Text, CultureInfo.InvariantCulture);

    public static Quantity From(decimal value) => Parse(value.ToString("0.00000000", CultureInfo.InvariantCulture));

    /// <exception cref="FormatException">It is not a plain decimal number.</exception>
    public static Quantity Parse(string text)
    {
        if (!Digits.IsMatch(text))
            throw new FormatException($"\"{text}\" is not an amount: digits, with or without a point, not negative.");

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).TrimStart('0');
        var fraction = point < 0 ? "" : text[(point + 1)..];
        return new Quantity($"{(whole.Length == 0 ? "0" : whole)}.{fraction.PadRight(8, '0')}");
    }

    /// <summary>How many there are of the unit with so many decimals; no digit may lie beyond them.</summary>
    public BigInteger Units(int decimals) =>
        BigInteger.Parse(
            Text.Replace(".", "", StringComparison.Ordinal) + new string('0', decimals - Decimals),
            CultureInfo.InvariantCulture);

    public override string ToString() => Text;

    [GeneratedRegex(@"^[0-9]{1,28}(\.[0-9]{1,40})?\z")]
    private static partial Regex Digits { get; }
}
