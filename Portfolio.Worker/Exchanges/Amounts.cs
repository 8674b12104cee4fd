namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The largest amounts that are taken from an exchange. They leave a margin below the largest decimal
/// (79228162514264337593543950335), so that no sum over wallets, or over an account's assets, runs out of it.
/// </summary>
internal static class Amounts
{
    /// <summary>Of one asset in one wallet: an account has fewer than twelve wallets, stored ones included.</summary>
    public const decimal MostCoins = decimal.MaxValue / 12;

    /// <summary>USD, of one asset or one wallet.</summary>
    public const decimal MostUsd = 10_000_000_000_000_000_000_000m;

    public static bool IsValue(decimal usd) => usd is >= -MostUsd and <= MostUsd;

    /// <summary>Null where the amount is, and where it is beyond what a decimal holds.</summary>
    public static decimal? OrNull(Func<decimal?> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static bool IsQuantity(decimal coins) => coins is >= -MostCoins and <= MostCoins;
}
