using Portfolio.Api.Answers;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>What a portfolio is made of: shares of all that is owned, and what is borrowed beside them.</summary>
/// <param name="Parts">The largest first; their shares sum to 1, or there are none.</param>
/// <param name="DebtUsd">Above zero; 0 when nothing is borrowed.</param>
public sealed record Composition(IReadOnlyList<AssetShare> Parts, decimal AssetsUsd, decimal DebtUsd)
{
    /// <param name="derivatives">Each is a part as a whole; one that lost more than its margin is owed.</param>
    public static Composition Of(IReadOnlyList<AssetRow> rows, IReadOnlyList<DerivativeRow> derivatives)
    {
        var wallets = derivatives.Select(row => (Name: NameOf(row), Usd: Amounts.Read(row.ValueUsd))).ToList();
        var parts = rows.Select(row => (Name: NameOf(row, rows), Usd: row.AssetsUsd)).Concat(wallets)
            .Where(part => part.Usd > 0)
            .ToList();
        var assets = parts.Sum(part => part.Usd);
        return new Composition(
            [.. parts.OrderByDescending(part => part.Usd).Select(part => new AssetShare(part.Name, part.Usd / assets))],
            assets,
            rows.Sum(row => row.DebtUsd) - wallets.Sum(wallet => Math.Min(0, wallet.Usd)));
    }

    private static string NameOf(DerivativeRow row) => WalletLabel.Of(row.Source, row.Wallet);

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
