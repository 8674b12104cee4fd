namespace Portfolio.Worker.Syncs;

/// <summary>A request for a sync, from either message.</summary>
/// <param name="Scheduled">True: no person waits for it.</param>
/// <param name="Region">As in <see cref="Contracts.Connections.SyncConnection"/>.</param>
/// <param name="FullReading">As in <see cref="Contracts.Connections.SyncConnection"/>.</param>
internal sealed record SyncRequest(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, bool Scheduled, string? Region = null,
    bool FullReading = false);
