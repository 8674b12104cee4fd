using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>What a portfolio is made of: shares of all that is owned, and what is borrowed beside them.</summary>
/// <param name="Parts">The largest first; their shares sum to 1, or there are none.</param>
/// <param name="DebtUsd">Above zero; 0 when nothing is borrowed.</param>
public sealed record Composition(IReadOnlyList<AssetShare> Parts, decimal AssetsUsd, decimal DebtUsd)
{
    public static Composition Of(IReadOnlyList<AssetRow> rows)
    {
        var assets = rows.Sum(row => row.AssetsUsd);
        return new Composition(
            [
                .. rows.Where(row => row.AssetsUsd > 0).OrderByDescending(row => row.AssetsUsd)
                    .Select(row => new AssetShare(NameOf(row, rows), row.AssetsUsd / assets)),
            ],
            assets,
            rows.Sum(row => row.DebtUsd));
    }

    /// <summary>With the exchange where several assets have the symbol.</summary>
    private static string NameOf(AssetRow row, IReadOnlyList<AssetRow> rows) =>
        rows.Count(other => other.Symbol == row.Symbol) > 1
            ? $"{row.Symbol} ({string.Join(", ", row.Sources.Select(ExchangeCatalog.DisplayName))})"
            : row.Symbol;

    /// <summary>The part of a row in all that is owned; 0 for an asset that is only owed.</summary>
    public decimal ShareOf(AssetRow row) => AssetsUsd is 0 ? 0 : row.AssetsUsd / AssetsUsd;
}

/// <param name="Share">Of all that is owned, from 0 to 1.</param>
public sealed record AssetShare(string Name, decimal Share);
