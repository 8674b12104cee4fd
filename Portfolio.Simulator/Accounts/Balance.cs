using System.Globalization;
using System.Numerics;

namespace Portfolio.Simulator.Accounts;

/// <summary>What a wallet holds of one asset.</summary>
/// <param name="Borrowed">What is owed, in OKX's trading account.</param>
internal readonly record struct Balance(Quantity Free, Quantity Locked, Quantity Borrowed = default)
{
    public bool IsZero => Free.IsZero && Locked.IsZero && Borrowed.IsZero;

    /// <summary>Less what is borrowed; may be negative.</summary>
    public decimal Total => Free.Value + Locked.Value - Borrowed.Value;

    /// <summary>The same with every digit and without trailing zeros.</summary>
    public string TotalText => Locked.IsZero && Borrowed.IsZero ? Free.Short : Sum();

    private string Sum()
    {
        var decimals = Math.Max(Math.Max(Free.Decimals, Locked.Decimals), Borrowed.Decimals);
        var units = Free.Units(decimals) + Locked.Units(decimals) - Borrowed.Units(decimals);
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var amount = Quantity.Parse(digits.Insert(digits.Length - decimals, ".")).Short;
        return units.Sign < 0 ? "-" + amount : amount;
    }
}
