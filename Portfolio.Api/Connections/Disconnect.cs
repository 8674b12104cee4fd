using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Ends a connection. Its secret is destroyed at once.</summary>
internal sealed class Disconnect(DisconnectStore store, TimeProvider clock)
{
    /// <param name="purge">True: the ledger and the runs go too, also those of one that was kept before.</param>
    /// <returns>False: no such connection.</returns>
    public Task<bool> RunAsync(Guid userId, Guid id, bool purge, CancellationToken ct) => purge
        ? store.PurgeAsync(userId, id, clock.GetUtcNow(), ct)
        : store.KeepHistoryAsync(userId, id, clock.GetUtcNow(), ct);
}
