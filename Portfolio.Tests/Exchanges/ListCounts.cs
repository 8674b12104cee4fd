using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Tests.Exchanges;

/// <summary>The list metrics of one service provider, as an exporter sees them.</summary>
internal sealed class ListCounts : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<(string Instrument, long Count, string Tags)> measured = [];

    public ListCounts(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name is ListMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            lock (measured)
                measured.Add((instrument.Name, count, Text(tags)));
        });
        listener.Start();
    }

    public long Unreadable => Of("portfolio.list.unreadable_rows");

    public long Refused => Of("portfolio.list.refused");

    /// <summary>Of the lists with these tags alone: "exchange=okx list=pairs".</summary>
    public long UnreadableOf(string tags)
    {
        lock (measured)
        {
            return measured.Where(one => one.Instrument is "portfolio.list.unreadable_rows" && one.Tags == tags)
                .Sum(one => one.Count);
        }
    }

    public void Dispose() => listener.Dispose();

    private long Of(string instrument)
    {
        lock (measured)
            return measured.Where(one => one.Instrument == instrument).Sum(one => one.Count);
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
