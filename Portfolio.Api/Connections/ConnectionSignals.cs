using System.Collections.Concurrent;

namespace Portfolio.Api.Connections;

/// <summary>
/// Wakes the waiters for a change of a connection, or of any connection of a user. A signal only says "look again": the
/// waiter reads the change itself from the rows, and a lost signal costs seconds.
/// </summary>
internal sealed class ConnectionSignals
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();

    /// <summary>Completes at the next change. Take it before reading the rows, so that no change is missed.</summary>
    /// <param name="subject">A connection or a user.</param>
    public Task NextAsync(Guid subject) => waiting
        .GetOrAdd(subject, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Signal(Guid subject)
    {
        if (waiting.TryRemove(subject, out var signal))
            signal.TrySetResult();
    }

    /// <summary>One waiter is gone. The others with the same subject read the rows once for nothing.</summary>
    public void Forget(Guid subject) => Signal(subject);
}
