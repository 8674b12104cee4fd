namespace Portfolio.Simulator.Accounts;

/// <summary>What a wallet holds of one asset.</summary>
/// <param name="Borrowed">What is owed, in a wallet that can borrow.</param>
/// <param name="Positions">Open ones settled in the asset, in a wallet that holds positions.</param>
internal readonly record struct Balance(
    Quantity Free, Quantity Locked, Quantity Borrowed = default, OpenPositions Positions = default)
{
    public bool IsZero => Free.IsZero && Locked.IsZero && Borrowed.IsZero && Positions == default;

    /// <summary>Less what is borrowed, and with what positions have come to; may be negative.</summary>
    public decimal Total => Free.Value + Locked.Value - Borrowed.Value + Positions.Equity;
}
