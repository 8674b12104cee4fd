using System.Diagnostics.Metrics;

namespace Portfolio.Storage.Housekeeping;

/// <summary>
/// The schedule of all workers as gauges, as it was last read. Ages are in seconds; tag <c>exchange</c>.
/// </summary>
public sealed class ScheduleMetrics
{
    public const string MeterName = "Portfolio.Schedule";

    private volatile ScheduleState? latest;

    public ScheduleMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "portfolio.sweep.age", SweepAge, "s", "Since some worker's last sweep ended.");
        meter.CreateObservableGauge(
            "portfolio.triggers.in_error", () => Of(schedule => schedule.TriggersInError), "{trigger}",
            "Triggers that Quartz no longer fires.");
        meter.CreateObservableGauge(
            "portfolio.triggers.overdue", () => Of(schedule => schedule.TriggersOverdue), "{trigger}",
            "Triggers that should have fired five minutes ago.");
        meter.CreateObservableGauge(
            "portfolio.syncs.due", () => Of(backlog => backlog.Due), "{connection}", "Connections that are due.");
        meter.CreateObservableGauge(
            "portfolio.syncs.oldest_due", () => Of(backlog => backlog.OldestDueSeconds), "s",
            "How long the connection that is longest due has been so.");
        meter.CreateObservableGauge(
            "portfolio.syncs.oldest_request", () => Of(backlog => backlog.OldestRequestSeconds), "s",
            "How long the person who waits longest for a sync has waited.");
        meter.CreateObservableGauge(
            "portfolio.exchange.away", () => Of(backlog => backlog.Away ? 1 : 0), "{exchange}",
            "1 while the exchange demands a pause or is down.");
    }

    /// <param name="state">Null: it could not be read, and nothing is reported.</param>
    public void Set(ScheduleState? state) => latest = state;

    private IEnumerable<Measurement<double>> SweepAge() =>
        latest?.Schedule.SweepAgeSeconds is { } age ? [new Measurement<double>(age)] : [];

    private IEnumerable<Measurement<int>> Of(Func<ScheduleRow, int> count) =>
        latest is { } state ? [new Measurement<int>(count(state.Schedule))] : [];

    private IEnumerable<Measurement<T>> Of<T>(Func<SyncBacklog, T> value)
        where T : struct =>
        (latest?.Backlogs ?? []).Select(backlog => new Measurement<T>(
            value(backlog), new KeyValuePair<string, object?>("exchange", backlog.Exchange)));
}
