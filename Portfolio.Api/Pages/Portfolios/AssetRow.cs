using System.Globalization;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>
/// One asset over all connections of a portfolio: the parts of it in each wallet. Exchanges are joined only where
/// <see cref="AssetIdentity"/> knows that they have the same coin, and their prices agree.
/// </summary>
/// <param name="Parts">At least one.</param>
public sealed record AssetRow(IReadOnlyList<HoldingPartRow> Parts)
{
    /// <summary>Prices of one coin are closer than this: the higher one is at most so many times the lower.</summary>
    private const decimal SamePrice = 1.1m;

    public HoldingPartRow First => Parts[0];

    private IEnumerable<HoldingPartRow> Priced => Parts.Where(part => part.ValueUsd is not null);

    /// <summary>The same for the same asset whenever it is read.</summary>
    public string Key => $"{First.Symbol} {string.Join(' ', Sources)}";

    public string Symbol => First.Symbol;

    public string Name => First.Name;

    /// <summary>The exchanges, in alphabetical order.</summary>
    public IReadOnlyList<string> Sources { get; } =
        [.. Parts.Select(part => part.Source).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The wallets, in alphabetical order.</summary>
    public IReadOnlyList<string> Wallets =>
        [.. Parts.Select(part => part.Wallet).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>In units of the asset; what is borrowed is taken off.</summary>
    public decimal Quantity => Parts.Sum(part => Amounts.Read(part.Quantity));

    /// <summary>Null when no part is priced; unrealised profit is included.</summary>
    public decimal? ValueUsd { get; } =
        Parts.Any(part => part.ValueUsd is not null) ? Parts.Sum(part => Amounts.Read(part.ValueUsd)) : null;

    /// <summary>The value of what is owned, without what is owed; 0 when unpriced.</summary>
    public decimal AssetsUsd { get; } = Parts.Sum(part => Math.Max(0, Amounts.Read(part.ValueUsd)));

    /// <summary>The value of what is owed, above zero.</summary>
    public decimal DebtUsd => Math.Max(0, AssetsUsd - (ValueUsd ?? 0));

    /// <summary>Units of the asset that are borrowed, above zero.</summary>
    public decimal Borrowed { get; } = -Parts.Sum(part => Math.Min(0, Amounts.Read(part.Quantity)));

    /// <summary>Of one unit: the parts' price, or, where theirs differ, the one that makes their sum.</summary>
    public decimal? PriceUsd
    {
        get
        {
            var prices = Priced.Select(part => part.PriceUsd).Distinct().ToList();
            var units = Priced.Sum(UnitsOf);
            return prices is [var only] ? Amounts.Read(only) : units is 0 ? null : ValueUsd / units;
        }
    }

    /// <summary>The pair or pairs of the price; null when unpriced, and where the parts have several.</summary>
    public string? PriceSource =>
        Priced.Select(part => part.PriceSource).Distinct().ToList() is [var only] ? only : null;

    /// <summary>When the oldest of the prices was read; null when unpriced.</summary>
    public DateTimeOffset? PricedAt => Priced.Min(part => part.PricedAt);

    /// <summary>Since when the part that is missed longest was not read; null when all are current.</summary>
    public DateTimeOffset? StaleSince => Parts.Min(part => part.StaleSince);

    /// <summary>In units of the asset, beside the quantity; 0 when no position is open.</summary>
    public decimal Profit => Parts.Sum(part => Amounts.Read(part.Profit));

    /// <summary>Null when unpriced.</summary>
    public decimal? ProfitUsd => ValueUsd is null
        ? null
        : Priced.Sum(part => Amounts.Read(part.Profit) * Amounts.Read(part.PriceUsd));

    /// <summary>The change by prices within 24 hours; null where no price of then is known.</summary>
    public PriceChange? Day => PriceChange.Of(Parts);

    /// <summary>In the order of the list: most valuable first, unpriced last.</summary>
    public static IReadOnlyList<AssetRow> Of(IEnumerable<HoldingPartRow> parts) =>
    [
        .. parts.GroupBy(part => (part.Symbol, part.Source)).Select(holding => new AssetRow([.. holding]))
            .GroupBy(holding => AssetIdentity.Of(holding.First.Source, holding.Symbol) ?? $"{holding.Key} alone")
            .SelectMany(Join)
            .OrderByDescending(row => row.ValueUsd ?? decimal.MinValue)
            .ThenBy(row => row.Symbol, StringComparer.Ordinal)
            .ThenBy(row => row.Key, StringComparer.Ordinal),
    ];

    /// <summary>The exact quantity, for a title.</summary>
    public string QuantityText => Parts is [var only]
        ? only.Quantity
        : Quantity.ToString("0.############################", CultureInfo.InvariantCulture);

    private static IEnumerable<AssetRow> Join(IEnumerable<AssetRow> holdings)
    {
        var all = holdings.ToList();
        var prices = all.Select(holding => holding.PriceUsd).ToList();
        var same = prices.TrueForAll(price => price is null)
            || (prices.TrueForAll(price => price is not null) && prices.Max() <= prices.Min() * SamePrice);
        return same ? [new AssetRow([.. all.SelectMany(holding => holding.Parts)])] : all;
    }

    private static decimal UnitsOf(HoldingPartRow part) => Amounts.Read(part.Quantity) + Amounts.Read(part.Profit);
}
