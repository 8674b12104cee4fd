using Portfolio.Api.Currencies;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Portfolios;

/// <summary>Reads the value of a portfolio over a span of time, and why it has changed.</summary>
internal sealed class HistoryReader(
    ConnectionValueStore values, PortfolioValueStore recorded, ValueSplitStore splits, AccountMoveStore moves,
    CurrencyReader currencies, TimeProvider clock)
{
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    /// <param name="assets">
    /// Null: all of them. Otherwise coins alone, without unrealised profit; a purchase or a sale counts as moved.
    /// </param>
    /// <param name="nowUsd">The value now, in USD.</param>
    /// <param name="currency">
    /// Each value is converted at the rate of its time; the history begins where rates are kept since.
    /// </param>
    public async Task<ValueHistory> ReadAsync(
        Guid userId, Guid? portfolioId, IReadOnlyCollection<AssetKey>? assets, ValueSpan span, decimal nowUsd,
        CurrencyRate currency, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var begin = now - span.Length;
        var days = span.Daily && assets is null
            ? ValueSeries.OfDays(
                await recorded.ListAsync(userId, portfolioId, DateOnly.FromDateTime(begin.UtcDateTime), ct), now)
            : [];
        var oldest = await values.FirstAsync(userId, portfolioId, ct) ?? begin;
        var step = span.StepFor(now - oldest);
        // On the clock's steps, so that the points stay where they are while time goes on.
        var from = days is [.., var last] ? last.At : begin.AddTicks(-(begin.UtcTicks % step.Ticks));
        var rows = await values.ListAsync(userId, portfolioId, assets, from, oldest, now, step, ct);
        var points = await ConvertAsync(ValueSeries.Of(rows, from, now, nowUsd, days), now, currency, ct);
        var split = points is [var first, ..]
            ? ValueSplit.Of(
                await splits.ListAsync(userId, portfolioId, assets, first.At, from, step, currency, ct), now)
            : null;
        return new ValueHistory(points, split)
        {
            Moves = portfolioId is { } one ? await moves.ListAsync(userId, one, begin, ct) : [],
        };
    }

    private async Task<IReadOnlyList<ValuePoint>> ConvertAsync(
        IReadOnlyList<ValuePoint> points, DateTimeOffset now, CurrencyRate currency, CancellationToken ct)
    {
        var rates = await currencies.PastAsync(currency, points.Select(point => point.At), ct);
        return
        [
            .. points
                .Select(point => (point, Value: point.At >= now
                    ? point.Value / currency.Usd
                    : rates.Of(point.Value, point.At)))
                .Where(one => one.Value is not null)
                .Select(one => one.point with { Value = one.Value ?? 0 }),
        ];
    }
}

/// <param name="Points">Oldest first; empty before the first sync.</param>
/// <param name="Split">Of the change since the first point; null where there is none.</param>
public sealed record ValueHistory(IReadOnlyList<ValuePoint> Points, ValueSplit? Split)
{
    public static readonly ValueHistory Empty = new([], null);

    /// <summary>
    /// Accounts that were moved into or out of the portfolio within the span, oldest first. Their history goes along,
    /// so the line has no step there.
    /// </summary>
    public IReadOnlyList<AccountMoveRow> Moves { get; init; } = [];

    /// <summary>A change needs a value after the first one that is not just the current one.</summary>
    public ValueSplit? Change => Points.Count > 2 ? Split : null;

    /// <summary>The value at the beginning of the split and what came and left until then; null before that.</summary>
    public decimal? ContributedAt(ValuePoint point) =>
        Split is { } split && point.At >= split.Since ? split.ContributedAt(point.At) : null;
}
