using Microsoft.Extensions.Options;
using Portfolio.Api.Connections;
using Portfolio.Api.Exchanges;
using Portfolio.Api.Pages.Shell;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Connections;

/// <summary>Reads a person's connections for their pages.</summary>
internal sealed class ConnectionQueries(
    PageUser pageUser,
    ConnectionStore connections,
    ConnectionWorthStore worths,
    PortfolioStore portfolios,
    PortfolioCoverageStore coverages,
    HealthStore health,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
{
    private const int AllOfThem = 1000;

    /// <summary>Those that need a person first, then those that are retried, then the rest, newest first.</summary>
    public async Task<IReadOnlyList<ConnectionView>> ListAsync(CancellationToken ct)
    {
        var user = await pageUser.IdAsync();
        var rows = await connections.ListAsync(user, null, AllOfThem, ct);
        if (rows.Count is 0)
            return [];

        var worth = (await worths.ListAsync(user, ct)).ToDictionary(row => row.ConnectionId);
        var names = (await portfolios.ListAsync(user, null, AllOfThem, ct)).ToDictionary(
            row => row.Id, row => row.Name);
        var covered = await CoverageAsync(user, ct);
        return
        [
            .. rows.Select(row => View(
                row,
                worth.GetValueOrDefault(row.Id),
                row.PortfolioId is { } portfolio ? names.GetValueOrDefault(portfolio) : null,
                covered.GetValueOrDefault(row.Id)))
                .OrderBy(view => view.Urgency),
        ];
    }

    /// <summary>Null when there is no such connection.</summary>
    public async Task<ConnectionView?> FindAsync(Guid id, CancellationToken ct)
    {
        var user = await pageUser.IdAsync();
        if (await connections.FindAsync(user, id, ct) is not { } row)
            return null;

        var portfolio = row.PortfolioId is { } into ? await portfolios.FindAsync(user, into, ct) : null;
        return View(row, await worths.FindAsync(user, id, ct), portfolio?.Name, coverage: null);
    }

    /// <summary>Exchanges that requested a pause from this server, and its end.</summary>
    public async Task<IReadOnlyList<ExchangePause>> PausesAsync(CancellationToken ct) =>
        ExchangePause.Of(await health.ListAsync(ct), clock.GetUtcNow());

    private async Task<Dictionary<Guid, Coverage?>> CoverageAsync(Guid user, CancellationToken ct) =>
        (await coverages.ListAsync(user, null, ct)).ToDictionary(
            row => row.ConnectionId, row => ConnectionMapping.CoverageOf(row.Coverage));

    private ConnectionView View(
        ConnectionRow row, ConnectionWorthRow? worth, string? portfolioName, Coverage? coverage)
    {
        var now = clock.GetUtcNow();
        var chosen = TimeSpan.FromMinutes(row.SyncIntervalMinutes);
        var again = row.ResyncRequestedAt + options.Value.ResyncThrottle;
        return new ConnectionView(
            ConnectionMapping.Of(row, now),
            worth?.Holdings ?? 0,
            Amounts.Read(worth?.ValueUsd),
            row.LeaseUntil > now || row.IsHeldBack
                || (row.RequestExpiresAt > now && row.RequestTrigger is not SyncTriggers.Scheduled),
            again > now && row.ResyncRequestedAt <= now ? again : null,
            options.Value.IntervalAtMost is { } atMost && atMost < chosen ? atMost : chosen,
            row.HasSecret,
            row.AccountId,
            portfolioName,
            coverage);
    }
}
