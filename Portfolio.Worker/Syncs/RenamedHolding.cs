using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>The ledger's rows for one asset whose change a rename explains in part or whole.</summary>
internal static class RenamedHolding
{
    /// <summary>Below this a difference comes from the division by a ratio, and is no change.</summary>
    private const decimal Noise = 0.00000000000000000001m;

    /// <summary>The part without a rename comes first, so that the last row equals the holding.</summary>
    public static IEnumerable<HoldingChange> ChangesOf(AssetState asset, IReadOnlyList<RenamePart> parts)
    {
        if (parts.Count is 0)
        {
            if (asset.Change is { } change)
                yield return change;
            yield break;
        }

        var quantity = asset.HeldBefore;
        var rest = asset.Held - quantity - parts.Sum(part => part.Delta);
        if (Math.Abs(rest) > Noise)
            yield return new HoldingChange(asset.Symbol, quantity += rest, null);

        foreach (var (index, part) in parts.Index())
        {
            quantity = index == parts.Count - 1 ? asset.Held : quantity + part.Delta;
            yield return new HoldingChange(asset.Symbol, quantity, part.Reason)
            {
                Continues = part.Continues,
                ContinuesRow = part.ContinuesRow,
            };
        }
    }
}
