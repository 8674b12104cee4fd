using System.Globalization;

namespace Portfolio.Simulator.Market;

/// <summary>
/// Every asset of the simulated world, the same in every process: those of <c>assets.csv</c>, each there for a reason,
/// and invented ones that fill the lists to a lifelike length.
/// </summary>
internal static class AssetCatalogue
{
    public static IReadOnlyList<Asset> All { get; } = [.. Known(), .. InventedAssets.Make(240, Known())];

    public static IReadOnlyDictionary<string, Asset> ByCode { get; } = All.ToDictionary(asset => asset.Code);

    /// <summary>Assets with a live dollar pair, which generated accounts hold.</summary>
    public static IReadOnlyList<Asset> Liquid { get; } =
        [.. All.Where(asset => asset.Usd > 0 && asset.Pairs.Contains("USDT"))];

    private static IEnumerable<Asset> Known() =>
        from fields in EmbeddedCsv.Rows("assets.csv")
        let usd = decimal.Parse(fields[2], CultureInfo.InvariantCulture)
        select new Asset(fields[0], fields[1], usd, fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
