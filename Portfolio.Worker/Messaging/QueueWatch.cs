using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Startup;
using Portfolio.Worker.Syncs;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// Declares and binds the worker's queues again, as often as the sweep runs and over a separate connection: a queue, an
/// exchange or a binding that was deleted on the broker is back for the next sweep. MassTransit does so only when it
/// connects, and a publisher that declares a deleted exchange again declares it without bindings. Also knows which
/// queues no worker consumes, for the readiness of this one.
/// </summary>
internal sealed partial class QueueWatch(
    IOptions<RabbitMqAddress> address,
    IOptions<SyncOptions> options,
    QueueMetrics metrics,
    TimeProvider clock,
    ILogger<QueueWatch> logger) : BackgroundService
{
    private const string Name = "portfolio-worker-queue-watch";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, QueueState> states = new();
    private readonly HashSet<string> gone = [];
    private IConnection? connection;
    private bool interrupted;

    /// <summary>Queues without any consumer at the last look; empty while the broker cannot be asked.</summary>
    public IReadOnlyList<string> WithoutConsumer =>
        [.. states.Where(queue => queue.Value.Consumers is 0).Select(queue => queue.Key).Order()];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryLookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await CloseAsync();
        }
    }

    private async Task TryLookAsync(CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            connection ??= await BrokerConnection.OpenAsync(address.Value, Name, limit.Token);
            await LookAsync(new BrokerEntities(connection, limit.Token));
            interrupted = false;
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested && IsOfTheBroker(fault))
        {
            await CloseAsync();
            states.Clear();
            metrics.Clear();
            if (!interrupted)
                LogInterrupted(fault.Message);
            interrupted = true;
        }
    }

    private async Task LookAsync(BrokerEntities broker)
    {
        foreach (var queue in WorkerQueues.All)
        {
            if (await HasJustGoneAsync(broker, queue.Name) || await broker.EnsureAsync(queue) is not { } state)
                continue;

            var known = states.TryGetValue(queue.Name, out var before);
            states[queue.Name] = state;
            metrics.Set(queue.Name, state);
            if (state.Consumers is 0 && known && before?.Consumers > 0)
                LogNotConsumed(queue.Name);
        }
    }

    /// <summary>
    /// A deleted queue is left to MassTransit until the next look. Declared again at the moment of its deletion, it
    /// would keep RabbitMQ from telling the consumers that theirs is gone, and nothing would consume the new one.
    /// </summary>
    private async Task<bool> HasJustGoneAsync(BrokerEntities broker, string queue)
    {
        if (gone.Remove(queue) || await broker.FindQueueAsync(queue) is not null)
            return false;

        return gone.Add(queue);
    }

    private async Task CloseAsync()
    {
        if (connection is not { } open)
            return;

        connection = null;
        await open.DisposeAsync();
    }

    private static bool IsOfTheBroker(Exception fault) => fault is RabbitMQClientException
        or OperationCanceledException or IOException or TimeoutException or ObjectDisposedException;

    [LoggerMessage(LogLevel.Warning, "The queues cannot be watched: {Reason} The worker tries again every few seconds")]
    private partial void LogInterrupted(string reason);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} has lost its consumers; this worker consumes it again in a moment")]
    private partial void LogNotConsumed(string queue);
}
