namespace Portfolio.Worker.Syncs;

/// <summary>An ask as a message carries it, whichever message it was.</summary>
/// <param name="Scheduled">True: nobody waits for it.</param>
/// <param name="Region">As in <see cref="Contracts.Connections.SyncConnection"/>.</param>
internal sealed record SyncRequest(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, bool Scheduled, string? Region = null);
