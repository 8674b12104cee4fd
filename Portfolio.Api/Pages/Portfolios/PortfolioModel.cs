using Portfolio.Api.Portfolios;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The data that the portfolio page shows at first.</summary>
/// <param name="Shown">Null: there is nothing to show.</param>
/// <param name="Assets">As <see cref="AssetRow.Of"/> lists them.</param>
internal sealed record PortfolioModel(
    IReadOnlyList<PortfolioRow> Portfolios,
    PortfolioChoice? Shown,
    IReadOnlyList<AssetRow> Assets,
    bool AnyConnection)
{
    public ValueHistory History { get; init; } = ValueHistory.Empty;

    /// <summary>Wallets that count by their value as a whole, most valuable first.</summary>
    public IReadOnlyList<DerivativeRow> Derivatives { get; init; } = [];

    /// <summary>The connections that sync into it.</summary>
    public IReadOnlyList<ConnectionRow> Into { get; init; } = [];

    /// <summary>Those whose newest reading is contradicted and not booked.</summary>
    public IReadOnlyList<Connection> Contradicted { get; init; } = [];

    /// <summary>Of a portfolio that holds nothing: true if it has transactions.</summary>
    public bool Past { get; init; }

    public TotalBasis? Basis { get; init; }

    /// <summary>
    /// The change of the holdings of now by prices within 24 hours; null where no price of then is known.
    /// </summary>
    public PriceChange? Day => PriceChange.Of(Assets.SelectMany(asset => asset.Parts));

    public Composition Composition => Composition.Of(Assets, Derivatives);

    public bool IsEmpty => Assets.Count + Derivatives.Count is 0;

    public decimal TotalUsd =>
        Assets.Sum(asset => asset.ValueUsd ?? 0) + Derivatives.Sum(wallet => Amounts.Read(wallet.ValueUsd));
}

/// <summary>One portfolio, or all of a person's.</summary>
/// <param name="One">Null: all.</param>
internal sealed record PortfolioChoice(PortfolioRow? One)
{
    public static readonly PortfolioChoice All = new((PortfolioRow?)null);

    public Guid? Id => One?.Id;

    public string Name => One?.Name ?? Texts.Portfolio_All;
}
