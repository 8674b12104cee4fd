using System.Collections.Concurrent;

namespace Portfolio.Api.Connections;

/// <summary>
/// Wakes requests that wait for a connection's first outcome. A signal only says "look again": what happened is read
/// from the row, and a signal that never comes costs a second.
/// </summary>
internal sealed class OutcomeSignals
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();

    /// <summary>Completes at the connection's next outcome. Ask before reading the row, so that none is missed.</summary>
    public Task NextAsync(Guid connectionId) => waiting
        .GetOrAdd(connectionId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Signal(Guid connectionId)
    {
        if (waiting.TryRemove(connectionId, out var signal))
            signal.TrySetResult();
    }

    /// <summary>Nobody waits for this connection any more.</summary>
    public void Forget(Guid connectionId) => Signal(connectionId);
}
