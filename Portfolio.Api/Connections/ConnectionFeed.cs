using System.Runtime.CompilerServices;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// The changes of a user's connections, as they happen, for the stream of events and for pages. They are read from the
/// database, by the position that was last read; a message only says when to read, and without one the feed reads every
/// quarter of a minute.
/// </summary>
internal sealed class ConnectionFeed(ChangeStore changes, ConnectionSignals signals, TimeProvider clock)
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>
    /// First the connections that have changed since, then a <see cref="ConnectionChange.Still"/>, then the later
    /// changes. Ends when it is cancelled, without an exception.
    /// </summary>
    /// <param name="after">The last position seen; null, for a new reader, begins with all connections.</param>
    public async IAsyncEnumerable<ConnectionChange> WatchAsync(
        Guid userId, FeedPosition? after, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var look in LooksAsync(userId, after, ct))
        {
            foreach (var change in look)
                yield return change;
        }
    }

    /// <summary>As <see cref="WatchAsync"/>, with the changes found at one look together.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ConnectionChange>> LooksAsync(
        Guid userId, FeedPosition? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var seen = after;
        var begun = false;
        while (!ct.IsCancellationRequested)
        {
            var signal = signals.NextAsync(userId);
            if (await LookAsync(userId, seen, ct) is not { } found)
                break;

            seen = found.Position;
            yield return LookOf(found, isFirst: !begun, isNewReader: after is null);
            begun = true;
            // Without a signal the changes are read all the same; the loop notices that it is cancelled.
            await signal.WaitAsync(Heartbeat, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        signals.Forget(userId);
    }

    /// <summary>Null when it is cancelled.</summary>
    private async Task<Changes?> LookAsync(Guid userId, FeedPosition? after, CancellationToken ct)
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

    private List<ConnectionChange> LookOf(Changes found, bool isFirst, bool isNewReader)
    {
        // A new reader knows no connection yet that could be removed.
        var look = found.List.Where(change => change.Connection is not null || !(isFirst && isNewReader))
            .Select(Of).ToList();
        // Only the last one has a position: a reader that was cut off in between gets them all again.
        if (look.Count > 0)
            look[^1] = look[^1] with { Position = found.Position };
        if (look.Count is 0 || isFirst)
            look.Add(new ConnectionChange.Still(found.Position));
        return look;
    }

    private ConnectionChange Of(Change change) => change.Connection is { } row
        ? new ConnectionChange.Changed(null, ConnectionMapping.Of(row, clock.GetUtcNow()))
        : new ConnectionChange.Removed(null, change.ConnectionId);
}

/// <param name="Position">
/// A reader that has it continues after it, here or at another instance; null where more changes follow at once.
/// </param>
internal abstract record ConnectionChange(FeedPosition? Position)
{
    /// <summary>New or changed.</summary>
    public sealed record Changed(FeedPosition? Position, Connection Connection) : ConnectionChange(Position);

    public sealed record Removed(FeedPosition? Position, Guid Id) : ConnectionChange(Position);

    /// <summary>There is nothing newer at the moment.</summary>
    public sealed record Still(FeedPosition? Position) : ConnectionChange(Position);
}
