namespace Portfolio.Worker.Messaging;

/// <summary>
/// A queue of the worker as it is declared on the broker, with an exchange of the same name before it. MassTransit
/// declares both, after <see cref="QueueUpgrade"/> has aligned the entities of earlier versions with them.
/// </summary>
/// <param name="Arguments">As in <c>queue.declare</c>; RabbitMQ refuses different ones for an existing queue.</param>
internal sealed record WorkerQueue(string Name, IReadOnlyDictionary<string, object> Arguments)
{
    /// <summary>No caller waits longer for a key to be validated.</summary>
    private static readonly TimeSpan LongestValidation = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Names of this queue in earlier versions, each with an exchange of the same name. A renamed queue lists its old
    /// name here, because a queue without a consumer would keep a copy of every message.
    /// </summary>
    public IReadOnlyList<string> EarlierNames { get; init; } = [];

    /// <summary>The messages that reach the queue; null for one that is not a worker's any more.</summary>
    public QueueBinding? Binding { get; init; }

    /// <summary>
    /// False: a message whose handling failed is discarded, because a sealed key must not stay in a queue.
    /// </summary>
    public bool KeepsFailures { get; private init; } = true;

    /// <summary>Where MassTransit puts messages that failed or have no consumer. Declared like the queue.</summary>
    public static IReadOnlyList<string> FailureQueuesOf(string queue) =>
        [$"{queue}_error", $"{queue}_skipped"];

    /// <summary>Replicated, and written to disk: its messages survive a restart of RabbitMQ.</summary>
    public static WorkerQueue Quorum(string name) => new(
        name, new Dictionary<string, object> { ["x-queue-type"] = "quorum" });

    /// <summary>
    /// For sealed keys, which are of no use once their caller has gone. A classic queue would keep them off the disk;
    /// but it lives on one node of a cluster, and while that node is away, no other takes its place.
    /// </summary>
    public static WorkerQueue Expiring(string name)
    {
        var arguments = new Dictionary<string, object>
        {
            ["x-queue-type"] = "quorum",
            ["x-message-ttl"] = (long)LongestValidation.TotalMilliseconds,
        };
        return new WorkerQueue(name, arguments) { KeepsFailures = false };
    }
}

/// <summary>As MassTransit binds a queue's exchange to that of a message's type.</summary>
/// <param name="MessageExchange">A direct exchange to which messages of one type are published.</param>
internal sealed record QueueBinding(string MessageExchange, string RoutingKey)
{
    public static QueueBinding Of<TMessage>(string routingKey)
        where TMessage : class => new($"{typeof(TMessage).Namespace}:{typeof(TMessage).Name}", routingKey);
}
