using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Portfolio.Worker.Messaging;

/// <summary>The worker's queues as RabbitMQ last reported them. Tag <c>queue</c>: its name.</summary>
internal sealed class QueueMetrics
{
    public const string MeterName = "Portfolio.Worker.Queues";

    private readonly ConcurrentDictionary<string, QueueState> queues = new();

    public QueueMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "portfolio.queue.messages", () => Of(queue => queue.Messages), "{message}",
            "Messages that wait in a queue.");
        meter.CreateObservableGauge(
            "portfolio.queue.consumers", () => Of(queue => queue.Consumers), "{consumer}", "Consumers of a queue.");
        meter.CreateObservableGauge(
            "portfolio.queue.failed_messages", () => Of(queue => queue.Failed), "{message}",
            "Messages whose handling failed.");
        Returned = meter.CreateCounter<long>(
            "portfolio.messages.returned", "{message}", "Commands that RabbitMQ returned, because no queue was bound.");
    }

    public Counter<long> Returned { get; }

    public void Set(string queue, QueueState state) => queues[queue] = state;

    /// <summary>RabbitMQ cannot be asked: nothing is reported.</summary>
    public void Clear() => queues.Clear();

    private IEnumerable<Measurement<long>> Of(Func<QueueState, long> count) =>
        queues.Select(queue => new Measurement<long>(
            count(queue.Value), new KeyValuePair<string, object?>("queue", queue.Key)));
}
