using MassTransit;

namespace Portfolio.Api.Messaging;

/// <summary>
/// Knows when this process connected to RabbitMQ. Workers reconnect independently and may take longer, so until then a
/// command may find no queue.
/// </summary>
internal sealed class BrokerLink(TimeProvider clock) : IReceiveEndpointObserver
{
    private static readonly TimeSpan WorkersAreBackAfter = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private long? connectedAt;

    /// <summary>True also while the connection is lost, or not made yet.</summary>
    public bool IsJustBack
    {
        get
        {
            lock (gate)
                return connectedAt is not { } since || clock.GetElapsedTime(since) < WorkersAreBackAfter;
        }
    }

    public Task Ready(ReceiveEndpointReady ready) => SetAsync(clock.GetTimestamp());

    public Task Faulted(ReceiveEndpointFaulted faulted) => SetAsync(null);

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private Task SetAsync(long? since)
    {
        lock (gate)
            connectedAt = since;
        return Task.CompletedTask;
    }
}
