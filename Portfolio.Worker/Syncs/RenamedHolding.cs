using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>The rows that the ledger is given for one asset of which a rename explains something.</summary>
internal static class RenamedHolding
{
    /// <summary>Below this a difference comes of dividing by a ratio, and is no change.</summary>
    private const decimal Noise = 0.00000000000000000001m;

    /// <summary>What no rename explains comes first, so that the last row stands where the holding does.</summary>
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
