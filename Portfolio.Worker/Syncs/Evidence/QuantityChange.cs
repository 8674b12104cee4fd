using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>The change that a reading would make to one asset in one wallet.</summary>
/// <param name="Stored">The stored quantity, stale or not; 0 without one.</param>
/// <param name="Read">The quantity of the reading; 0 when it does not list the asset.</param>
/// <param name="PriceUsd">The current one, else the last known one; null without either.</param>
internal sealed record QuantityChange(string Wallet, string Symbol, decimal Stored, decimal Read, decimal? PriceUsd)
{
    /// <summary>
    /// USD beyond the value of any account: such a price or quantity proves nothing, and its sums could overflow.
    /// </summary>
    private const decimal Beyond = 1_000_000_000_000_000m;

    /// <summary>USD, below zero for a fall; null without a price.</summary>
    public decimal? ValueUsd =>
        Amounts.OrNull(() => (Read - Stored) * PriceUsd) is { } value && Math.Abs(value) < Beyond ? value : null;
}
