using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>The rows of a balance. Rows of one asset add up: none is a view of another.</summary>
/// <param name="Rows">The quantity of each row, whose name is Kraken's own.</param>
/// <param name="IsAbsent">
/// There was no result, as for an account that never held anything; rows stay, with zero, of what was ever held.
/// </param>
internal sealed record KrakenBalances(IReadOnlyDictionary<string, decimal> Rows, bool IsAbsent)
{
    /// <exception cref="JsonException">Not a balance, or one with a row that cannot be read.</exception>
    public static KrakenBalances Read(ReadOnlySpan<byte> body)
    {
        var result = KrakenBody<Dictionary<string, KrakenBalanceBody?>>.ResultOrNone(
            JsonSerializer.Deserialize(body, KrakenJson.Default.Balances));
        var rows = new Dictionary<string, decimal>();
        foreach (var (name, row) in result ?? [])
        {
            if (!AssetName.IsOne(name) || row?.Balance is not { } quantity)
                throw new JsonException("A balance lacks its asset or its amount.");

            if (KrakenNames.IsAsset(name))
                rows.Add(name, quantity);
        }

        return new KrakenBalances(rows, result is null);
    }

    /// <summary>Of one asset at least; rows of an asset may have moved from one to another.</summary>
    public bool IsLessThan(KrakenBalances before)
    {
        var now = Sums();
        return before.Sums().Any(asset => now.GetValueOrDefault(asset.Key) < asset.Value);
    }

    /// <summary>Rows that hold something and have a suffix that is not known here.</summary>
    public IEnumerable<string> Unknown => Rows
        .Where(row => row.Value is not 0 && KrakenNames.OfRow(row.Key) is null)
        .Select(row => row.Key);

    /// <param name="assets">
    /// The assets of Kraken's list; needed where there are <see cref="Unknown"/> rows, which stand for the asset before
    /// their dot if there is one, and for themselves if not.
    /// </param>
    /// <returns>Each row under its asset; an asset may have several.</returns>
    public IReadOnlyList<AssetQuantity> In(IReadOnlySet<string> assets) =>
    [
        .. Rows.Select(row => new AssetQuantity(
            KrakenNames.OfRow(row.Key)
                ?? (KrakenNames.BeforeSuffix(row.Key) is var asset && assets.Contains(asset) ? asset : row.Key),
            row.Value)),
    ];

    private Dictionary<string, decimal> Sums() => AssetQuantity
        .Sum(Rows.Select(row => new AssetQuantity(KrakenNames.OfRow(row.Key) ?? row.Key, row.Value)))
        .ToDictionary(asset => asset.Symbol, asset => asset.Quantity);
}
