using System.Collections.Concurrent;

namespace Portfolio.Api.Connections;

/// <summary>
/// Wakes whoever waits for news of a connection, or of any of a user's. A signal only says "look again": what happened
/// is read from the rows, and a signal that never comes costs seconds.
/// </summary>
internal sealed class Signals
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();

    /// <summary>Completes at the next news. Ask before reading the rows, so that none is missed.</summary>
    /// <param name="subject">A connection or a user.</param>
    public Task NextAsync(Guid subject) => waiting
        .GetOrAdd(subject, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Signal(Guid subject)
    {
        if (waiting.TryRemove(subject, out var signal))
            signal.TrySetResult();
    }

    /// <summary>This one does not wait any more; others who do look once in vain.</summary>
    public void Forget(Guid subject) => Signal(subject);
}
