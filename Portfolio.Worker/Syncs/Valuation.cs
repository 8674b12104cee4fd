using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

internal static class Valuation
{
    /// <summary>USD; null without a price, and where the product is beyond what a decimal holds.</summary>
    public static decimal? Of(decimal quantity, Price? price)
    {
        try
        {
            return quantity * price?.Usd;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
