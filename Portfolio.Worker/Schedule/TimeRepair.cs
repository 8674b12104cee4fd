using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Housekeeping;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Brings back stored times that are further ahead than the settings allow. It reads every connection that is not due
/// for long, so with very many of them it is done less often.
/// </summary>
internal sealed partial class TimeRepair(
    ClockRepairStore store, IOptions<SyncOptions> options, TimeProvider clock, ILogger<TimeRepair> logger)
    : IScheduleRepair
{
    private readonly ClockRules rules = RulesOf(options.Value);
    private readonly RepairPace pace = new(clock);

    public Task RepairAsync(CancellationToken ct) => pace.TryAsync(() => RepairTimesAsync(ct));

    private async Task RepairTimesAsync(CancellationToken ct)
    {
        if (await store.RepairAsync(rules, ct) is { Any: true } repaired)
        {
            LogRepaired(
                repaired.DueTimes, repaired.Leases, repaired.Requests, repaired.Probes, repaired.Prices,
                repaired.CheckIns);
        }
    }

    /// <summary>With the jitter of <see cref="NextSync"/>.</summary>
    internal static ClockRules RulesOf(SyncOptions options) => new(
        [.. ExchangeCatalog.All.Select(entry => entry.Exchange)],
        options.RetryAtMost * 1.25 > options.ConfirmAfter ? options.RetryAtMost * 1.25 : options.ConfirmAfter,
        options.Lease,
        options.RequestExpiresAfter > options.RetryAfter ? options.RequestExpiresAfter : options.RetryAfter,
        options.ProbeAtMost);

    [LoggerMessage(LogLevel.Warning,
        "Brought back times that a clock which ran ahead had set: {DueTimes} due times, {Leases} leases, "
        + "{Requests} requests, {Probes} probes, {Prices} prices, {CheckIns} check-ins of schedulers")]
    private partial void LogRepaired(int dueTimes, int leases, int requests, int probes, int prices, int checkIns);
}
