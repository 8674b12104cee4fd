namespace Portfolio.Simulator.Accounts;

/// <summary>The balance of one asset in a wallet.</summary>
/// <param name="Borrowed">The debt, in a wallet that can borrow.</param>
/// <param name="Positions">Open ones settled in the asset, in a wallet that holds positions.</param>
internal readonly record struct Balance(
    Quantity Free, Quantity Locked, Quantity Borrowed = default, OpenPositions Positions = default)
{
    public bool IsZero => Free.IsZero && Locked.IsZero && Borrowed.IsZero && Positions == default;

    /// <summary>Less the debt, and with the equity of positions; may be negative.</summary>
    public decimal Total => Free.Value + Locked.Value - Borrowed.Value + Positions.Equity;
}
