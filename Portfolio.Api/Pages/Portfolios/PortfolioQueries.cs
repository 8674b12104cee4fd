using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>Reads a person's portfolio, or all of them, for the page.</summary>
internal sealed class PortfolioQueries(
    PageUser pageUser,
    PortfolioStore portfolios,
    HoldingPartStore parts,
    LedgerStore ledger,
    ConnectionStore connections,
    ConnectionValueStore values,
    PortfolioValueStore recorded,
    PortfolioCoverageStore coverage,
    TimeProvider clock)
{
    /// <param name="wanted">Null: all portfolios where there are several, or else the only one.</param>
    public async Task<PortfolioModel> ReadAsync(Guid? wanted, ValueSpan span, CancellationToken ct)
    {
        var user = await pageUser.IdAsync();
        var all = await portfolios.ListAsync(user, null, 500, ct);
        if (Choose(all, wanted) is not { } shown)
            return new PortfolioModel(all, null, [], [], (await connections.ListAsync(user, null, 1, ct)).Count > 0);

        var now = clock.GetUtcNow();
        var rows = AssetRow.Of(await parts.ListAsync(user, shown.Id, now, ct));
        var into = await connections.ListIntoAsync(user, shown.Id, ct);
        var model = new PortfolioModel(all, shown, rows, [], AnyConnection: true)
        {
            Into = into,
            Contradicted = [.. into.Where(row => row.Contradiction is not null)
                .Select(row => ConnectionMapping.Of(row, now))
                .Where(connection => connection.Contradiction is not null)],
            Past = rows.Count is 0
                && (await ledger.SearchAsync(user, shown.Id, new LedgerSearch(), null, 1, ct)).Count > 0,
            Basis = TotalBasis.Of(rows, into, await coverage.ListAsync(user, shown.Id, ct), now),
        };
        return model with { Values = await SeriesAsync(user, shown.Id, span, model, ct) };
    }

    private static PortfolioChoice? Choose(IReadOnlyList<PortfolioRow> all, Guid? wanted) => (wanted, all) switch
    {
        ({ } id, _) => all.FirstOrDefault(portfolio => portfolio.Id == id) is { } one ? new(one) : null,
        (null, []) => null,
        (null, [var only]) => new(only),
        _ => PortfolioChoice.All,
    };

    private async Task<IReadOnlyList<ValuePoint>> SeriesAsync(
        Guid user, Guid? portfolio, ValueSpan span, PortfolioModel model, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var from = now - span.Length;
        var days = span.Daily
            ? ValueSeries.OfDays(
                await recorded.ListAsync(user, portfolio, DateOnly.FromDateTime(from.UtcDateTime), ct), now)
            : [];
        if (days is [.., var last])
            from = last.At;
        var oldest = await values.FirstAsync(user, portfolio, span.Daily, ct) ?? from;
        var rows = await values.ListAsync(
            user, portfolio, span.Daily, from, oldest, now, span.StepFor(now - oldest), ct);
        return ValueSeries.Of(rows, from, now, model.TotalUsd, days);
    }
}

/// <param name="Name">As in an address.</param>
/// <param name="Step">The time between two points that is fine enough for a chart.</param>
/// <param name="Daily">
/// True: it begins with the values recorded of days from before prices were kept, and counts accounts until they were
/// disconnected.
/// </param>
public sealed record ValueSpan(string Name, TimeSpan Length, TimeSpan Step, bool Daily = false)
{
    /// <summary>A young portfolio fills its whole chart with few values, which must not be coarse.</summary>
    /// <param name="age">Since the first of its accounts was connected.</param>
    public TimeSpan StepFor(TimeSpan age) => age >= Length ? Step : Finest(Step * (age / Length));

    private static TimeSpan Finest(TimeSpan step) => step < All[0].Step ? All[0].Step : step;

    public string Words => Name switch
    {
        "Day" => Texts.Value_Day,
        "Week" => Texts.Value_Week,
        "Month" => Texts.Value_Month,
        _ => Texts.Value_Year,
    };

    public static IReadOnlyList<ValueSpan> All { get; } =
    [
        new("Day", TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)),
        new("Week", TimeSpan.FromDays(7), TimeSpan.FromHours(1)),
        new("Month", TimeSpan.FromDays(30), TimeSpan.FromHours(6), Daily: true),
        new("Year", TimeSpan.FromDays(365), TimeSpan.FromDays(2), Daily: true),
    ];
}
