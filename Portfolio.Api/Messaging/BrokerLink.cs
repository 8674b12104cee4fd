using MassTransit;

namespace Portfolio.Api.Messaging;

/// <summary>
/// Knows whether RabbitMQ takes messages of this process, and when the process connected to it. Workers reconnect
/// independently and may take longer, so until then a command may find no queue.
/// </summary>
internal sealed class BrokerLink(TimeProvider clock) : IReceiveEndpointObserver
{
    private static readonly TimeSpan WorkersAreBackAfter = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private long? connectedAt;
    private bool wasConnected;
    private int unconfirmed;

    /// <summary>True also while the connection is lost, or not made yet.</summary>
    public bool IsJustBack
    {
        get
        {
            lock (gate)
                return connectedAt is not { } since || clock.GetElapsedTime(since) < WorkersAreBackAfter;
        }
    }

    /// <summary>
    /// The connection is lost, or a message waits for longer than <see cref="IsTakenAsync"/> did. Not before the first
    /// connection: a process that has just started is waited for.
    /// </summary>
    public bool IsAway
    {
        get
        {
            lock (gate)
                return (wasConnected && connectedAt is null) || unconfirmed > 0;
        }
    }

    /// <summary>
    /// Waits for RabbitMQ to confirm a message, no longer than <paramref name="patience"/>, and not at all while it is
    /// away: a broker that is short of memory accepts the connection and confirms nothing. The sending goes on.
    /// </summary>
    /// <param name="sending">Ends by itself.</param>
    /// <returns>False: not confirmed by then.</returns>
    /// <exception cref="Exception">That of the sending, if it has failed by then.</exception>
    public async Task<bool> IsTakenAsync(Task sending, TimeSpan patience, CancellationToken ct)
    {
        if (IsAway && !sending.IsCompleted)
            return false;

        try
        {
            await sending.WaitAsync(patience, clock, ct);
            return true;
        }
        catch (TimeoutException) when (!sending.IsCompleted)
        {
            Count(1);
            _ = sending.ContinueWith(
                _ => Count(-1), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return false;
        }
    }

    public Task Ready(ReceiveEndpointReady ready) => SetAsync(clock.GetTimestamp());

    public Task Faulted(ReceiveEndpointFaulted faulted) => SetAsync(null);

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private Task SetAsync(long? since)
    {
        lock (gate)
        {
            connectedAt = since;
            wasConnected |= since is not null;
        }

        return Task.CompletedTask;
    }

    private void Count(int more)
    {
        lock (gate)
            unconfirmed += more;
    }
}
