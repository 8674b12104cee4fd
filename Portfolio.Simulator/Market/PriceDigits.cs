namespace Portfolio.Simulator.Market;

internal static class PriceDigits
{
    /// <summary>Six significant digits, at least two and at most eight decimals.</summary>
    public static decimal Rounded(decimal price)
    {
        var decimals = 5;
        for (var left = price; left >= 10 && decimals > 2; left /= 10)
            decimals--;
        for (var left = price; left < 1 && decimals < 8; left *= 10)
            decimals++;
        return decimal.Round(price, decimals);
    }
}
