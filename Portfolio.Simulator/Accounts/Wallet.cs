namespace Portfolio.Simulator.Accounts;

/// <summary>A wallet that every account of an exchange has.</summary>
/// <param name="Name">As the control API writes it; two exchanges may use the same name.</param>
/// <param name="CanLock">Whether a part of a balance can be locked, by orders or as a second subscription.</param>
/// <param name="CanBorrow">Whether an asset can be owed.</param>
/// <param name="HoldsPositions">Whether positions can be open.</param>
internal sealed record Wallet(string Name, bool CanLock = true, bool CanBorrow = false, bool HoldsPositions = false)
{
    public override string ToString() => Name;
}
