using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Ends a connection. Its secret is destroyed at once.</summary>
internal sealed class DisconnectHandler(
    DisconnectStore store, ConnectionStore connections, SyncPublisher publisher, TimeProvider clock)
{
    /// <param name="purge">
    /// True: the ledger and the runs are removed too, also those that an earlier disconnect kept.
    /// </param>
    /// <returns>False: no such connection.</returns>
    public async Task<bool> HandleAsync(Guid userId, Guid id, bool purge, CancellationToken ct)
    {
        var live = await connections.FindAsync(userId, id, ct);
        var now = clock.GetUtcNow();
        var ended = purge
            ? await store.PurgeAsync(userId, id, now, ct)
            : await store.KeepHistoryAsync(userId, id, now, ct);
        if (ended && live is not null)
            await publisher.PublishRemovedAsync(userId, live);
        return ended;
    }
}
