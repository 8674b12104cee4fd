using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// Every trace and every measurement of this process, as text: what OpenTelemetry would send to a collector, and more,
/// since it listens to all sources and meters.
/// </summary>
internal sealed class Observed : IDisposable
{
    private readonly ConcurrentQueue<string> traces = new();
    private readonly ConcurrentDictionary<string, byte> measurements = new();
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    public Observed()
    {
        activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(TextOf(activity)),
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        Measure<byte>();
        Measure<short>();
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        Measure<decimal>();
        meters.Start();
    }

    public IReadOnlyCollection<string> Traces => traces;

    /// <summary>With their tags; each once, however often it was measured.</summary>
    public IReadOnlyCollection<string> Measurements
    {
        get
        {
            meters.RecordObservableInstruments();
            return [.. measurements.Keys];
        }
    }

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
    }

    private void Measure<T>()
        where T : struct => meters.SetMeasurementEventCallback<T>((instrument, _, tags, _) =>
        measurements.TryAdd($"{instrument.Meter.Name} {instrument.Name} {TextOf(tags.ToArray())}", 0));

    private static string TextOf(Activity activity) => string.Join(
        ' ',
        [
            activity.Source.Name, activity.OperationName, activity.DisplayName, activity.TraceStateString,
            activity.StatusDescription, TextOf(activity.TagObjects), TextOf(activity.Baggage),
            .. activity.Events.Select(one => $"{one.Name} {TextOf(one.Tags)}"),
            .. activity.Links.Select(link => TextOf(link.Tags ?? [])),
        ]);

    private static string TextOf<T>(IEnumerable<KeyValuePair<string, T>> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={TextOf(tag.Value)}"));

    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        System.Collections.IEnumerable values => string.Join(' ', values.Cast<object?>().Select(TextOf)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
