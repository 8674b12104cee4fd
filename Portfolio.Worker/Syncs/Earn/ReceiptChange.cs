using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs.Earn;

/// <summary>
/// A stored position of flexible earn beside its receipt of this run. The receipt is never more than the position: the
/// rest of the position is collateral, or its receipt lies in another wallet. Quantities in units of the asset.
/// </summary>
/// <param name="Stored">The position as it is stored.</param>
/// <param name="Seen">Its receipt when it was last seen.</param>
/// <param name="Now">Its receipt now; 0 when there is none.</param>
/// <param name="Elsewhere">How much the asset grew in the run's other wallets; below zero where it fell.</param>
internal sealed record ReceiptChange(StoredBalance Stored, decimal Seen, decimal Now, decimal Elsewhere)
{
    /// <summary>
    /// The tolerated difference of a position and its receipt: rewards accrue to the position every minute.
    /// </summary>
    private const decimal Rewards = 0.01m;

    /// <summary>The part that was certainly subscribed: the receipt is larger than the position was.</summary>
    public decimal Certain => IsWhole && Beyond > 0 ? Growth : Beyond;

    /// <summary>The part that was subscribed, or whose receipt only came back to spot.</summary>
    public decimal Open => Growth - Certain;

    /// <summary>The part that was redeemed, or whose receipt only left spot.</summary>
    public decimal Fallen => Now >= Seen ? 0
        : Now is 0 && IsWhole ? Stored.Quantity
        : Math.Min(Seen - Now, Stored.Quantity);

    /// <summary>
    /// The part without a receipt in spot, before or now: still earning elsewhere, or redeemed since.
    /// </summary>
    public decimal Unseen => Stored.Quantity - Math.Max(Seen, Now) is var rest && rest > Noise ? rest : 0;

    /// <summary>The part of the fall that shows in other wallets.</summary>
    public decimal FallenElsewhere => Elsewhere >= Seen - Now ? Fallen : Math.Clamp(Elsewhere, 0, Fallen);

    public bool OpenCameFromElsewhere => -Elsewhere >= Open;

    private decimal Growth => Math.Max(0, Now - Seen);

    /// <summary>The part of the growth that is beyond the position.</summary>
    private decimal Beyond => Math.Clamp(Now - Stored.Quantity, 0, Growth);

    private bool IsWhole => Stored.Quantity - Seen <= Noise;

    private decimal Noise => Stored.Quantity * Rewards;
}
