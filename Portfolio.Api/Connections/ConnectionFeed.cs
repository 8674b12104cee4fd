using System.Runtime.CompilerServices;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// The changes of a user's connections, as they happen, for the stream of events and for pages. They are read from the
/// database, by the number of the last change seen; a message only says when to read, and without one the feed reads
/// every quarter of a minute.
/// </summary>
internal sealed class ConnectionFeed(ChangeStore changes, ConnectionSignals signals, TimeProvider clock)
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>
    /// First the connections that have changed since, then a <see cref="ConnectionChange.Still"/>, then the later
    /// changes. Ends when it is cancelled, without an exception.
    /// </summary>
    /// <param name="after">The last number seen; null, for a new reader, begins with all connections.</param>
    public async IAsyncEnumerable<ConnectionChange> WatchAsync(
        Guid userId, long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var look in LooksAsync(userId, after, ct))
        {
            foreach (var change in look)
                yield return change;
        }
    }

    /// <summary>As <see cref="WatchAsync"/>, with the changes found at one look together.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ConnectionChange>> LooksAsync(
        Guid userId, long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var seen = after ?? 0;
        var begun = false;
        while (!ct.IsCancellationRequested)
        {
            var signal = signals.NextAsync(userId);
            if (await LookAsync(userId, seen, ct) is not { } found)
                break;

            // A number that was not assigned yet does not come from this database: its sender gets everything again.
            if (seen > found.Newest && found.List.Count is 0)
            {
                seen = 0;
                continue;
            }

            seen = found.List.Count > 0 ? found.List[^1].Sequence : seen;
            yield return LookOf(found.List, seen, isFirst: !begun, isNewReader: after is null);
            begun = true;
            // Without a signal the changes are read all the same; the loop notices that it is cancelled.
            await signal.WaitAsync(Heartbeat, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        signals.Forget(userId);
    }

    /// <summary>Null when it is cancelled.</summary>
    private async Task<Changes?> LookAsync(Guid userId, long after, CancellationToken ct)
    {
        try
        {
            return await changes.ListAsync(userId, after, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private List<ConnectionChange> LookOf(IReadOnlyList<Change> found, long seen, bool isFirst, bool isNewReader)
    {
        // A new reader knows no connection yet that could be removed.
        var look = found.Where(change => change.Connection is not null || !(isFirst && isNewReader))
            .Select(Of).ToList();
        if (found.Count is 0 || isFirst)
            look.Add(new ConnectionChange.Still(seen));
        return look;
    }

    private ConnectionChange Of(Change change) => change.Connection is { } row
        ? new ConnectionChange.Changed(change.Sequence, ConnectionMapping.Of(row, clock.GetUtcNow()))
        : new ConnectionChange.Removed(change.Sequence, change.ConnectionId);
}

/// <param name="Sequence">A reader that has seen it continues after it, here or at another instance.</param>
internal abstract record ConnectionChange(long Sequence)
{
    /// <summary>New or changed.</summary>
    public sealed record Changed(long Sequence, Connection Connection) : ConnectionChange(Sequence);

    public sealed record Removed(long Sequence, Guid Id) : ConnectionChange(Sequence);

    /// <summary>There is nothing newer at the moment.</summary>
    public sealed record Still(long Sequence) : ConnectionChange(Sequence);
}
