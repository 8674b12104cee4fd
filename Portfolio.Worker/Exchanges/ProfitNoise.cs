namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Exchanges compute unrealised profit in binary floating point, and equity with it: a captured answer of OKX has
/// <c>upl</c> -81.03761999999875 where the position lost 81.03762. An equity less its profit therefore differs in its
/// last digits from one reading to the next although no coin has moved.
/// </summary>
internal static class ProfitNoise
{
    /// <summary>
    /// Captured answers are off by some 1e-15 of the equity. The error grows with a position's notional value, which
    /// leverage makes up to 125 times the equity.
    /// </summary>
    private const decimal Share = 1e-12m;

    /// <summary>True where two quantities differ by no more than rounding can explain.</summary>
    /// <param name="equity">Coins and profit together; all four are in units of the asset.</param>
    public static bool Explains(decimal quantity, decimal other, decimal equity, decimal profit)
    {
        try
        {
            return Math.Abs(quantity - other) <= Math.Max(Math.Abs(equity), Math.Abs(profit)) * Share;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
