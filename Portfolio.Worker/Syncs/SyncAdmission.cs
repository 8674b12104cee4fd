using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Budgets;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Decides whether a sync may begin now: whether the exchange wants a pause or is down, and whether the budget has room
/// for all that the sync is going to ask. What must wait goes back to the schedule.
/// </summary>
internal sealed partial class SyncAdmission(
    RequestBudgets budgets,
    HealthStore health,
    IOptions<EgressOptions> egress,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<SyncAdmission> logger)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(5);

    private readonly SyncOptions options = options.Value;
    private readonly string address = egress.Value.Name;

    /// <param name="region">The one that knows the key; null where it is not known, or the exchange has none.</param>
    /// <param name="scheduled">
    /// True: nobody waits for it, so it keeps to the schedule's share, stays away from an exchange that wants a pause, and
    /// goes to one that is down only as its probe. What somebody waits for is let in, to be told why it fails.
    /// </param>
    public async Task<Admission> AskAsync(IExchange exchange, string? region, bool scheduled, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await PlacesAsync(exchange, region, ct);
        if (scheduled && known.All(place => IsAway(place, now)))
            return Refused(Shortly);

        var (budget, costs) = (budgets.Of(exchange.PlaceOf(region)), exchange.SyncCosts);
        if (await budget.ReserveAsync(costs, scheduled ? options.ScheduledShare : null, ct)
            is not { } reservation)
        {
            return Refused(scheduled ? Shortly : budget.NextWindow(costs) - clock.GetUtcNow());
        }

        if (!scheduled || known.Any(IsWell) || await TakeProbeAsync(known.Where(place => !IsAway(place, now)), ct))
            return new Admission(reservation, budget, known, null);

        await budget.GiveBackAsync(reservation, ct);
        return Refused(Shortly);

        bool IsWell(ExchangeHealth place) => place.ProbeAt is null && !IsAway(place, now);
    }

    /// <summary>
    /// How many scheduled syncs of a region may be asked for now: none during a pause, one to probe one that is down.
    /// </summary>
    /// <param name="region">As in <see cref="AskAsync"/>.</param>
    public async Task<int> RoomAsync(IExchange exchange, string? region, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var open = (await PlacesAsync(exchange, region, ct)).Where(place => !IsAway(place, now)).ToList();
        if (open.Count is 0)
            return 0;

        var budget = budgets.Of(exchange.PlaceOf(region));
        var room = await budget.CapacityAsync(exchange.SyncCosts, options.ScheduledShare, ct);
        return open.Exists(place => place.ProbeAt is null) ? room : Math.Min(room, 1);
    }

    /// <summary>Reports to all workers what a run found out about the region that it asked.</summary>
    /// <param name="region">The one that answered or failed; null where the exchange has none, or it is not known.</param>
    /// <param name="failure">Null: the account was read. A refusal is an answer, too.</param>
    public async Task ReportAsync(
        IExchange exchange, string? region, Admission admission, ExchangeException? failure, CancellationToken ct)
    {
        var place = exchange.PlaceOf(region);
        if ((failure is null || ErrorKinds.IsRefusal(failure.Kind)) && !admission.WasWell(place))
        {
            if (await health.ClearOutagesAsync(place, address, ct))
                LogUp(place);
        }
        else if (failure is { Kind: ErrorKinds.Network or ErrorKinds.ExchangeUnavailable })
        {
            var probeAt = clock.GetUtcNow() + options.ProbeAfter;
            var known = await health.CountOutageAsync(place, address, options.DownAfter, probeAt, ct);
            if (known.Outages == options.DownAfter)
                LogDown(place, known.Outages, known.ProbeAt);
        }
    }

    /// <summary>Where a sync may have to ask: its key's region, or any while that is not known.</summary>
    private async Task<IReadOnlyList<ExchangeHealth>> PlacesAsync(IExchange exchange, string? region, CancellationToken ct)
    {
        var isKnown = exchange.Regions.Count is 0 || exchange.Regions.Contains(region);
        string[] places = isKnown ? [exchange.PlaceOf(region)] : [.. exchange.Regions.Select(exchange.PlaceOf)];
        var known = (await health.FindAllAsync(places, address, ct)).ToDictionary(place => place.Exchange);
        return [.. places.Select(place => known.GetValueOrDefault(place) ?? new ExchangeHealth { Exchange = place })];
    }

    private async Task<bool> TakeProbeAsync(IEnumerable<ExchangeHealth> places, CancellationToken ct)
    {
        foreach (var place in places)
        {
            if (await health.TakeProbeAsync(
                place.Exchange, address, clock.GetUtcNow(), options.ProbeAfter, options.ProbeAtMost, ct))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAway(ExchangeHealth place, DateTimeOffset now) =>
        place.PausedAt(now) is not null || place.ProbeAt > now;

    /// <summary>
    /// The schedule asks again only when there is room, so what it asked for need not know how long that takes.
    /// </summary>
    private Admission Refused(TimeSpan wait) =>
        Admission.Refused(clock.GetUtcNow() + wait + (Random.Shared.NextDouble() * TimeSpan.FromSeconds(2)));

    [LoggerMessage(LogLevel.Warning,
        "{Exchange} is taken to be down after {Outages} failed runs in a row; the next scheduled run tries it at {ProbeAt}")]
    private partial void LogDown(string exchange, int outages, DateTimeOffset? probeAt);

    [LoggerMessage(LogLevel.Information, "{Exchange} answers again")]
    private partial void LogUp(string exchange);
}

/// <summary>Whether a sync may begin. Disposed at its end, it gives back what was not used.</summary>
/// <param name="Reservation">What is paid for it; null when it may not.</param>
/// <param name="Known">What was known of the places it may have to ask.</param>
/// <param name="Until">When to ask again; null when it may begin.</param>
internal sealed record Admission(
    BudgetReservation? Reservation,
    RequestBudget? Budget,
    IReadOnlyList<ExchangeHealth> Known,
    DateTimeOffset? Until) : IAsyncDisposable
{
    public static Admission Refused(DateTimeOffset until) => new(null, null, [], until);

    /// <summary>True: no run had found the place down when the sync was let in.</summary>
    public bool WasWell(string place) => Known.Any(known => known.Exchange == place && known.Outages is 0);

    public async ValueTask DisposeAsync()
    {
        if (Reservation is not null && Budget is not null)
            await Budget.GiveBackAsync(Reservation, CancellationToken.None);
    }
}
