namespace Portfolio.Worker.Syncs;

/// <summary>A part of an asset's change that a rename explains: a separate row in the ledger.</summary>
/// <param name="Reason"><c>renamed</c>, <c>awaiting_successor</c>, or <c>dust</c> where the new name is dust.</param>
/// <param name="Continues">The asset whose newest row this one continues; null for the falling side.</param>
/// <param name="ContinuesRow">The row of an earlier run that this one continues.</param>
internal sealed record RenamePart(
    string Symbol, decimal Delta, string Reason, string? Continues = null, Guid? ContinuesRow = null)
{
    public const string Renamed = "renamed";
    public const string Awaiting = "awaiting_successor";
}
