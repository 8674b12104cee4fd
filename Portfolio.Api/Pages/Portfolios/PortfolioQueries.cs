using Portfolio.Api.Pages.Shell;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>Reads a person's portfolio for its page.</summary>
internal sealed class PortfolioQueries(
    PageUser pageUser,
    PortfolioStore portfolios,
    HoldingStore holdings,
    TransactionStore transactions,
    ConnectionStore connections,
    ConnectionValueStore values,
    PortfolioValueStore daily,
    PortfolioCoverageStore coverage,
    TimeProvider clock)
{
    /// <param name="wanted">Null: the first portfolio with holdings, or else the first.</param>
    public async Task<PortfolioModel> ReadAsync(Guid? wanted, ValueSpan span, CancellationToken ct)
    {
        var user = await pageUser.IdAsync();
        var all = await portfolios.ListAsync(user, null, 500, ct);
        var chosen = wanted is { } id
            ? all.FirstOrDefault(portfolio => portfolio.Id == id)
            : all.FirstOrDefault(portfolio => portfolio.TotalUsd is not "0") ?? (all.Count > 0 ? all[0] : null);
        if (chosen is null)
            return new PortfolioModel(all, null, [], [], (await connections.ListAsync(user, null, 1, ct)).Count > 0);

        var now = clock.GetUtcNow();
        var rows = await holdings.ListAsync(user, chosen.Id, now, ct);
        var into = await connections.ListIntoAsync(user, chosen.Id, ct);
        var model = new PortfolioModel(all, chosen, rows, [], AnyConnection: true)
        {
            Into = into,
            Past = rows.Count is 0 && (await transactions.ListAsync(user, chosen.Id, null, 1, ct)).Count > 0,
            Basis = TotalBasis.Of(rows, into, await coverage.ListAsync(user, chosen.Id, ct), now),
        };
        return model with { Values = await SeriesAsync(user, chosen.Id, span, model, ct) };
    }

    private async Task<IReadOnlyList<ValuePoint>> SeriesAsync(
        Guid user, Guid portfolio, ValueSpan span, PortfolioModel model, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var from = now - span.Length;
        if (span.Daily)
        {
            var days = await daily.ListAsync(user, portfolio, DateOnly.FromDateTime(from.UtcDateTime), ct);
            if (ValueSeries.OfDays(days, now, model.TotalUsd) is { Count: > 2 } series)
                return series;
        }

        var oldest = model.Into.Select(connection => connection.CreatedAt).DefaultIfEmpty(from).Min();
        var rows = await values.ListAsync(user, portfolio, from, oldest, now, span.StepFor(now - oldest), ct);
        return ValueSeries.Of(rows, from, now, model.TotalUsd);
    }
}

/// <param name="Step">The time between two points that is fine enough for a chart.</param>
/// <param name="Daily">True: the daily values are used, because old syncs are deleted.</param>
public sealed record ValueSpan(string Name, TimeSpan Length, TimeSpan Step, bool Daily = false)
{
    /// <summary>A young portfolio fills its whole chart with few values, which must not be coarse.</summary>
    /// <param name="age">Since the first of its accounts was connected.</param>
    public TimeSpan StepFor(TimeSpan age) => age >= Length ? Step : Finest(Step * (age / Length));

    private static TimeSpan Finest(TimeSpan step) => step < All[0].Step ? All[0].Step : step;

    public static IReadOnlyList<ValueSpan> All { get; } =
    [
        new("Day", TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)),
        new("Week", TimeSpan.FromDays(7), TimeSpan.FromHours(1)),
        new("Month", TimeSpan.FromDays(30), TimeSpan.FromHours(6), Daily: true),
        new("Year", TimeSpan.FromDays(365), TimeSpan.FromDays(2), Daily: true),
    ];
}
