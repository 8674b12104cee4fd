using System.Globalization;
using System.Numerics;
using Portfolio.Simulator.Okx;

namespace Portfolio.Simulator.Accounts;

/// <summary>What a wallet holds of one asset.</summary>
/// <param name="Borrowed">What is owed, in OKX's trading account.</param>
/// <param name="Positions">Open ones settled in the asset, in OKX's trading account.</param>
internal readonly record struct Balance(
    Quantity Free, Quantity Locked, Quantity Borrowed = default, OpenPositions Positions = default)
{
    public bool IsZero => Free.IsZero && Locked.IsZero && Borrowed.IsZero && Positions == default;

    /// <summary>Less what is borrowed, and with what positions have come to; may be negative.</summary>
    public decimal Total => Free.Value + Locked.Value - Borrowed.Value + Positions.Equity;

    /// <summary>The same without trailing zeros; with every digit where no position is open.</summary>
    public string TotalText => Positions != default ? OkxJson.Text(Total)
        : Locked.IsZero && Borrowed.IsZero ? Free.Short
        : Sum();

    private string Sum()
    {
        var decimals = Math.Max(Math.Max(Free.Decimals, Locked.Decimals), Borrowed.Decimals);
        var units = Free.Units(decimals) + Locked.Units(decimals) - Borrowed.Units(decimals);
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var amount = Quantity.Parse(digits.Insert(digits.Length - decimals, ".")).Short;
        return units.Sign < 0 ? "-" + amount : amount;
    }
}
