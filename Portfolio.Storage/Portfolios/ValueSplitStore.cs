using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>Why the value of a portfolio has changed: by prices, by what was moved, by accounts.</summary>
public sealed class ValueSplitStore(UserDatabase db)
{
    /// <summary>
    /// The value at <paramref name="since"/>, the value now, and the parts of the difference, which add up to it.
    /// Those that came at a time are summed for each <paramref name="step"/>, at the time of the last of them.
    /// </summary>
    /// <remarks>
    /// A value is a quantity of the ledger at a price. Between two rows of an asset only its price changes the value;
    /// at a row only its delta does, at the row's price. So the parts are sums over rows, and none is a remainder.
    /// </remarks>
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    /// <param name="assets">
    /// Null: all. Otherwise coins alone, without unrealised profit; a purchase or a sale counts as moved in or out.
    /// </param>
    /// <param name="since">
    /// Where prices are kept only since a later moment, the split begins there: at the time of the row of the start.
    /// </param>
    /// <param name="origin">A moment at which a step begins.</param>
    /// <param name="currency">
    /// Each price is converted at the rate of its time. Where rates are kept only since a later moment, the split
    /// begins there.
    /// </param>
    public Task<IReadOnlyList<ValueSplitRow>> ListAsync(
        Guid userId, Guid? portfolioId, IReadOnlyCollection<AssetKey>? assets, DateTimeOffset since,
        DateTimeOffset origin, TimeSpan step, CurrencyRate currency, CancellationToken ct) =>
        db.ListAsync<ValueSplitRow>(
            userId,
            ValueSplitSql.Parts,
            new
            {
                portfolioId, since, origin, step, currencyId = currency.AssetId, rate = currency.Usd,
                priceSteps = PriceSteps.All, sources = AnyAsset.Sources(assets), symbols = AnyAsset.Symbols(assets),
            },
            ct);
}

/// <summary>A part of a change of value.</summary>
public sealed class ValueSplitRow
{
    /// <summary>
    /// <c>start</c> and <c>end</c>: the values; <c>market</c>, <c>positions</c> and <c>other</c>: parts of the whole
    /// span; <c>in</c>, <c>out</c>, <c>added</c> and <c>removed</c>: parts of a time.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Of the start and of a part that came at a time; null for the others.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// In the currency of the split, with its sign, as a number in text, rounded to ten places. In USD the parts add up
    /// exactly; in another currency they do but for the last place.
    /// </summary>
    public required string Value { get; init; }
}
