using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// Decides whether a sync may begin now: whether the exchange wants a pause or is down, and whether the budget has room
/// for all that the sync is going to ask. What must wait goes back to the schedule.
/// </summary>
internal sealed partial class AdmissionDesk(
    RequestBudgets budgets,
    HealthStore health,
    IOptions<EgressOptions> egress,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<AdmissionDesk> logger)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(5);

    private readonly SyncOptions options = options.Value;
    private readonly string address = egress.Value.Name;

    /// <param name="scheduled">
    /// True: nobody waits for it, so it keeps to the schedule's share, stays away from an exchange that wants a pause, and
    /// goes to one that is down only as its probe. What somebody waits for is let in, to be told why it fails.
    /// </param>
    public async Task<Admission> AskAsync(IExchange exchange, bool scheduled, CancellationToken ct)
    {
        var budget = BudgetOf(exchange);
        var known = await budget.HealthAsync(ct);
        if (scheduled && (known.PausedAt(clock.GetUtcNow()) is not null || known.ProbeAt > clock.GetUtcNow()))
            return Refused(Shortly);

        var costs = exchange.SyncCosts;
        if (await budget.ReserveAsync(costs, scheduled ? options.ScheduledShare : null, exchange.Ahead, ct)
            is not { } prepaid)
        {
            return Refused(scheduled ? Shortly : budget.NextWindow(costs, exchange.Ahead) - clock.GetUtcNow());
        }

        if (!scheduled || known.ProbeAt is null || await TakeProbeAsync(known.Exchange, ct))
            return new Admission(prepaid, budget, known.Outages, null);

        await budget.GiveBackAsync(prepaid, ct);
        return Refused(Shortly);
    }

    /// <summary>
    /// How many scheduled syncs may be asked for now: none during a pause, one to probe an exchange that is down.
    /// </summary>
    public async Task<int> RoomAsync(IExchange exchange, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var budget = BudgetOf(exchange);
        var known = await budget.HealthAsync(ct);
        if (known.PausedAt(now) is not null || known.ProbeAt > now)
            return 0;

        var room = await budget.RoomAsync(exchange.SyncCosts, options.ScheduledShare, exchange.Ahead, ct);
        return known.ProbeAt is null ? room : Math.Min(room, 1);
    }

    /// <summary>Tells all workers what a run found out about the exchange.</summary>
    /// <param name="trouble">Null: the account was read. A refusal is an answer, too.</param>
    public async Task ReportAsync(IExchange exchange, Admission admission, ExchangeException? trouble, CancellationToken ct)
    {
        if ((trouble is null || ErrorKinds.IsRefusal(trouble.Kind)) && admission.Outages > 0)
        {
            if (await health.ClearOutagesAsync(exchange.Name, address, ct))
                LogUp(exchange.Name);
        }
        else if (trouble is { Kind: ErrorKinds.Network or ErrorKinds.ExchangeUnavailable })
        {
            var probeAt = clock.GetUtcNow() + options.ProbeAfter;
            var known = await health.CountOutageAsync(exchange.Name, address, options.DownAfter, probeAt, ct);
            if (known.Outages == options.DownAfter)
                LogDown(exchange.Name, known.Outages, known.ProbeAt);
        }
    }

    private Task<bool> TakeProbeAsync(string exchange, CancellationToken ct) => health.TakeProbeAsync(
        exchange, address, clock.GetUtcNow(), options.ProbeAfter, options.ProbeAtMost, ct);

    /// <summary>
    /// The schedule asks again only when there is room, so what it asked for need not know how long that takes.
    /// </summary>
    private Admission Refused(TimeSpan wait) =>
        Admission.Refused(clock.GetUtcNow() + wait + (Random.Shared.NextDouble() * TimeSpan.FromSeconds(2)));

    private RequestBudget BudgetOf(IExchange exchange) => budgets.Of(exchange.Name);

    [LoggerMessage(LogLevel.Warning,
        "{Exchange} is taken to be down after {Outages} failed runs in a row; the next scheduled run tries it at {ProbeAt}")]
    private partial void LogDown(string exchange, int outages, DateTimeOffset? probeAt);

    [LoggerMessage(LogLevel.Information, "{Exchange} answers again")]
    private partial void LogUp(string exchange);
}

/// <summary>Whether a sync may begin. Disposed at its end, it gives back what was not used.</summary>
/// <param name="Prepaid">What is paid for it; null when it may not.</param>
/// <param name="Outages">Runs in a row that had found the exchange down.</param>
/// <param name="Until">When to ask again; null when it may begin.</param>
internal sealed record Admission(Prepaid? Prepaid, RequestBudget? Budget, int Outages, DateTimeOffset? Until)
    : IAsyncDisposable
{
    public static Admission Refused(DateTimeOffset until) => new(null, null, 0, until);

    public async ValueTask DisposeAsync()
    {
        if (Prepaid is not null && Budget is not null)
            await Budget.GiveBackAsync(Prepaid, CancellationToken.None);
    }
}
