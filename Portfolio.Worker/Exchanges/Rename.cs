namespace Portfolio.Worker.Exchanges;

/// <summary>
/// An asset that an exchange continues under another name: <paramref name="OldUnits"/> of the old one became
/// <paramref name="NewUnits"/> of the new one.
/// </summary>
internal sealed record Rename(string Old, string New, decimal OldUnits = 1, decimal NewUnits = 1)
{
    /// <summary>Exchanges truncate to 0.00000001, in each wallet.</summary>
    private const decimal Rounding = 0.00000005m;

    public bool IsOneForOne => OldUnits == NewUnits;

    /// <summary>A quantity of the old name under the new one; the largest decimal where it does not fit.</summary>
    public decimal InNew(decimal quantity) => Scaled(quantity, NewUnits, OldUnits);

    /// <summary>A quantity of the new name under the old one.</summary>
    public decimal InOld(decimal quantity) => Scaled(quantity, OldUnits, NewUnits);

    /// <summary>Whether a quantity of the old name became this quantity of the new one.</summary>
    public bool Matches(decimal old, decimal renamed) => Math.Abs(InNew(old) - renamed) <= Rounding;

    private static decimal Scaled(decimal quantity, decimal by, decimal per) =>
        Amounts.OrNull(() => quantity * by / per) ?? decimal.MaxValue;
}
