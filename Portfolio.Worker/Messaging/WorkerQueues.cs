using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Worker.Messaging;

/// <summary>The queues of one exchange, named for the operator who sees them in the RabbitMQ console.</summary>
internal static class WorkerQueues
{
    /// <summary>Of every exchange that can be connected.</summary>
    public static IReadOnlyList<WorkerQueue> All =>
    [
        .. ExchangeCatalog.All.Select(entry => entry.Exchange).SelectMany(exchange => new[]
        {
            ConnectionCreated(exchange), SyncNow(exchange), SyncScheduled(exchange), Validate(exchange),
        }),
    ];

    public static WorkerQueue ConnectionCreated(string exchange) =>
        WorkerQueue.Quorum($"{exchange}-connection-created") with
        {
            Binding = QueueBinding.Of<ConnectionCreated>(Routing.Key(exchange)),
        };

    /// <summary>Syncs that a person waits for.</summary>
    public static WorkerQueue SyncNow(string exchange) => WorkerQueue.Quorum($"{exchange}-sync-now") with
    {
        Binding = QueueBinding.Of<SyncConnection>(Routing.SyncKey(exchange, scheduled: false)),
    };

    public static WorkerQueue SyncScheduled(string exchange) => WorkerQueue.Quorum($"{exchange}-sync-scheduled") with
    {
        Binding = QueueBinding.Of<SyncConnection>(Routing.SyncKey(exchange, scheduled: true)),
    };

    /// <summary>
    /// Keys to validate. Earlier versions declared the queue as not durable. Under their name a worker could not
    /// consume it, and would not be ready, until the last worker of such a version had stopped.
    /// </summary>
    public static WorkerQueue Validate(string exchange) => WorkerQueue.Expiring($"{exchange}-validate-key") with
    {
        EarlierNames = [$"{exchange}-validate"],
        Binding = QueueBinding.Of<ValidateKey>(Routing.Key(exchange)),
    };
}
