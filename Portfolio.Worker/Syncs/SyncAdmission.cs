using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Budgets;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Decides whether a sync may begin now: whether the exchange demands a pause or is down, and whether the budget has
/// the capacity for all requests that the sync is certain to send. A deferred sync goes back to the schedule.
/// </summary>
internal sealed partial class SyncAdmission(
    RequestBudgets budgets,
    HealthStore health,
    HealthCache knownHealth,
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
    /// True: no person waits for it, so it keeps to the schedule's share, stays away from an exchange that demands a
    /// pause, and goes to one that is down only as its probe. A sync that a person waits for is admitted all the same,
    /// so that the person learns why it fails.
    /// </param>
    /// <param name="fullReading">A scheduled sync has to read the expensive wallets too.</param>
    public async Task<Admission> AdmitAsync(
        IExchange exchange, string? region, bool scheduled, bool fullReading, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = await PlacesAsync(exchange, region, ct);
        if (scheduled && known.All(place => IsAway(place, now)))
            return Deferred(known, now);

        var maySkip = scheduled && !fullReading ? exchange.Expensive : null;
        var (budget, costs) = (budgets.Of(exchange.PlaceOf(region)), CostsOf(exchange, maySkip));
        var nextWindow = budget.NextWindow(costs);
        if (await budget.ReserveAsync(costs, scheduled ? options.ScheduledShare : null, ct) is not { } reservation)
        {
            var wait = scheduled ? Shortly : nextWindow - clock.GetUtcNow();
            return Deferred(DeferralReason.BudgetExhausted, wait);
        }

        var admission = new Admission(reservation, budget, known, null) { MaySkip = maySkip };
        if (!scheduled || known.Any(place => place.ProbeAt is null && !IsAway(place, now)))
            return admission;
        if (await TakeProbeAsync(admission, now, ct) is { } probe)
            return admission with { Probe = probe };

        await admission.DisposeAsync();
        return Deferred(DeferralReason.ProbeTaken, Shortly);
    }

    /// <summary>
    /// How many scheduled syncs of a region may be requested now: none during a pause, one to probe one that is down.
    /// </summary>
    /// <param name="region">As in <see cref="AdmitAsync"/>.</param>
    /// <param name="skipping">The wallets that those syncs may skip; null: none.</param>
    public async Task<int> CapacityAsync(
        IExchange exchange, string? region, ExpensiveWallets? skipping, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var open = (await PlacesAsync(exchange, region, ct)).Where(place => !IsAway(place, now)).ToList();
        if (open.Count is 0)
            return 0;

        var budget = budgets.Of(exchange.PlaceOf(region));
        var capacity = await budget.CapacityAsync(CostsOf(exchange, skipping), options.ScheduledShare, ct);
        return open.Exists(place => place.ProbeAt is null) ? capacity : Math.Min(capacity, 1);
    }

    /// <summary>Reports to all workers whether the region that a run read from was up.</summary>
    /// <param name="region">
    /// The one that answered or failed; null where the exchange has none, or it is not known.
    /// </param>
    /// <param name="failure">Null: the account was read. A refusal is an answer, too, and so is a long one.</param>
    public async Task ReportAsync(
        IExchange exchange, string? region, Admission admission, ExchangeException? failure, CancellationToken ct)
    {
        var place = exchange.PlaceOf(region);
        var answered = failure is null or { IsTooMuch: true } || ErrorKinds.IsRefusal(failure.Kind);
        if (answered && !admission.WasWell(place))
        {
            if (await health.ClearOutagesAsync(place, address, ct))
                LogUp(place);
            knownHealth.Forget(place);
        }
        else if (!answered && failure is { Kind: ErrorKinds.Network or ErrorKinds.ExchangeUnavailable })
        {
            var probeAt = clock.GetUtcNow() + options.ProbeAfter;
            var known = await health.CountOutageAsync(place, address, options.DownAfter, probeAt, ct);
            knownHealth.Forget(place);
            if (known.Outages == options.DownAfter)
                LogDown(place, known.Outages, known.ProbeAt);
        }
    }

    /// <summary>
    /// The sync sends nothing after all. Without this, messages that the claim refuses would use up the probes, and the
    /// exchange would count as down for as long.
    /// </summary>
    public async Task GiveProbeBackAsync(Admission admission, CancellationToken ct)
    {
        if (admission.Probe is not { } probe)
            return;

        await health.GiveProbeBackAsync(probe.Place, address, probe.Next, clock.GetUtcNow(), ct);
        knownHealth.Forget(probe.Place);
    }

    /// <summary>Where a sync may send requests: its key's region, or any while that is not known.</summary>
    private async Task<IReadOnlyList<ExchangeHealth>> PlacesAsync(
        IExchange exchange, string? region, CancellationToken ct)
    {
        var isKnown = exchange.Regions.Count is 0 || exchange.Regions.Contains(region);
        string[] places = isKnown ? [exchange.PlaceOf(region)] : [.. exchange.Regions.Select(exchange.PlaceOf)];
        return await Task.WhenAll(places.Select(place => knownHealth.FindAsync(place, ct).AsTask()));
    }

    private static IReadOnlyList<RequestCost> CostsOf(IExchange exchange, ExpensiveWallets? without) =>
        without is null
            ? exchange.SyncCosts
            : [.. exchange.SyncCosts.Where(cost => !without.Costs.Contains(cost))];

    /// <summary>If the database fails meanwhile, the reservation is given back: the admission is repeated.</summary>
    private async Task<TakenProbe?> TakeProbeAsync(Admission admission, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await TakeProbeAsync(admission.Known.Where(place => !IsAway(place, now)), ct);
        }
        catch
        {
            await admission.DisposeAsync();
            throw;
        }
    }

    private async Task<TakenProbe?> TakeProbeAsync(IEnumerable<ExchangeHealth> places, CancellationToken ct)
    {
        foreach (var place in places)
        {
            var next = await health.TakeProbeAsync(
                place.Exchange, address, clock.GetUtcNow(), options.ProbeAfter, options.ProbeAtMost, ct);
            knownHealth.Forget(place.Exchange);
            if (next is { } nextAt)
                return new TakenProbe(place.Exchange, nextAt);
        }

        return null;
    }

    private static bool IsAway(ExchangeHealth place, DateTimeOffset now) => OpensAt(place, now) is not null;

    /// <summary>
    /// When a scheduled sync may send requests there: after the pause, and as the next probe. Null: now.
    /// </summary>
    private static DateTimeOffset? OpensAt(ExchangeHealth place, DateTimeOffset now)
    {
        var (pause, probe) = (place.PausedAt(now), place.ProbeAt > now ? place.ProbeAt : null);
        return pause is null || probe > pause ? probe : pause;
    }

    /// <summary>For the reason that ends first, where the sync may go to several places.</summary>
    /// <param name="known">All of them are paused or down.</param>
    private Admission Deferred(IReadOnlyList<ExchangeHealth> known, DateTimeOffset now)
    {
        var opensAt = known.Min(place => OpensAt(place, now));
        return known.Any(place => place.PausedAt(now) == opensAt)
            ? Deferred(DeferralReason.ExchangePaused, Shortly, opensAt)
            : Deferred(DeferralReason.ExchangeDown, Shortly, opensAt);
    }

    /// <summary>The wait is short: the sweep requests no more syncs than there is capacity for.</summary>
    private Admission Deferred(DeferralReason reason, TimeSpan wait, DateTimeOffset? reasonEndsAt = null)
    {
        var jitter = Random.Shared.NextDouble() * TimeSpan.FromSeconds(2);
        return Admission.Deferred(new Deferral(reason, clock.GetUtcNow() + wait + jitter, reasonEndsAt));
    }

    [LoggerMessage(LogLevel.Warning,
        "{Exchange} is taken to be down after {Outages} failed runs in a row; "
        + "the next scheduled run tries it at {ProbeAt}")]
    private partial void LogDown(string exchange, int outages, DateTimeOffset? probeAt);

    [LoggerMessage(LogLevel.Information, "{Exchange} answers again")]
    private partial void LogUp(string exchange);
}
