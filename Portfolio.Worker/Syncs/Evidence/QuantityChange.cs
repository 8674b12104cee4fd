namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>What a reading would change of one asset in one wallet.</summary>
/// <param name="Stored">What is stored of it, stale or not; 0 when nothing is.</param>
/// <param name="Read">What the reading says; 0 when it does not list the asset.</param>
/// <param name="PriceUsd">Today's, else the one it was last valued at; null without either.</param>
internal sealed record QuantityChange(string Wallet, string Symbol, decimal Stored, decimal Read, decimal? PriceUsd)
{
    /// <summary>
    /// USD that no account is worth: such a price or quantity says nothing, and its sums could not be held.
    /// </summary>
    private const decimal Beyond = 1_000_000_000_000_000m;

    /// <summary>USD, below zero for a fall; null without a price.</summary>
    public decimal? ValueUsd
    {
        get
        {
            try
            {
                return (Read - Stored) * PriceUsd is { } value && Math.Abs(value) < Beyond ? value : null;
            }
            catch (OverflowException)
            {
                return null;
            }
        }
    }
}
