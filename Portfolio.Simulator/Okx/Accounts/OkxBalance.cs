using System.Globalization;
using System.Numerics;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>A balance as OKX writes it.</summary>
internal static class OkxBalance
{
    extension(Balance balance)
    {
        /// <summary>The total without trailing zeros; with every digit where no position is open.</summary>
        public string TotalText => balance.Positions != default ? OkxJson.Text(balance.Total)
            : balance.Locked.IsZero && balance.Borrowed.IsZero ? balance.Free.Short
            : Sum(balance);
    }

    private static string Sum(Balance balance)
    {
        var (free, locked, borrowed, _) = balance;
        var decimals = Math.Max(Math.Max(free.Decimals, locked.Decimals), borrowed.Decimals);
        var units = free.Units(decimals) + locked.Units(decimals) - borrowed.Units(decimals);
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var amount = Quantity.Parse(digits.Insert(digits.Length - decimals, ".")).Short;
        return units.Sign < 0 ? "-" + amount : amount;
    }
}
