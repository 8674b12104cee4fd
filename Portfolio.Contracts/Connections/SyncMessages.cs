namespace Portfolio.Contracts.Connections;

/// <summary>A connection was stored with sealed keys and requests its first sync. Routed by exchange.</summary>
/// <param name="Request">
/// The number of the request, as stored on the row: a message whose number is no longer the outstanding one is dropped.
/// </param>
public sealed record ConnectionCreated(Guid ConnectionId, Guid UserId, string Exchange, long Request);

/// <summary>Requests a sync of one connection. Routed by exchange and urgency.</summary>
/// <param name="Request">As in <see cref="ConnectionCreated"/>.</param>
/// <param name="Trigger">One of <see cref="SyncTriggers"/>.</param>
/// <param name="Region">
/// The region of the exchange that knew the key last, so that a pause of another one does not hold this sync back; null
/// where it is not known, or there are none.
/// </param>
/// <param name="FullReading">
/// A scheduled sync has to read every wallet. False: it may skip expensive ones that show no change. Syncs that a
/// person requested read every wallet either way.
/// </param>
public sealed record SyncConnection(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, string Trigger, string? Region = null,
    bool FullReading = false);

/// <summary>A sync that a person requested ended and its result is stored.</summary>
/// <param name="Outcome"><c>succeeded</c>, or <c>partial</c> when a wallet could not be read.</param>
public sealed record ConnectionSynced(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, Guid RunId, string Outcome);

/// <summary>
/// A sync that a person requested ended without a reading; the stored balances are unchanged. Only the schedule retries
/// it.
/// </summary>
/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>.</param>
/// <param name="Code">The exchange's own code; null when there was no answer.</param>
public sealed record ConnectionSyncFailed(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, Guid RunId, string Kind, string? Code);

/// <summary>
/// A visible part of a connection changed. Every instance of the API receives it as a signal only: the instance reads
/// the change from the database, and a little later if this message is lost.
/// </summary>
/// <param name="Status">As in <see cref="Connection.Status"/>, or <see cref="Removed"/>.</param>
public sealed record ConnectionStatusChanged(Guid ConnectionId, Guid UserId, string Exchange, string Status)
{
    public const string Removed = "removed";
}

/// <summary>
/// Syncs have changed connections of these users. One message stands for all changes of a moment, and like
/// <see cref="ConnectionStatusChanged"/> it is a signal only.
/// </summary>
public sealed record ConnectionsChanged(IReadOnlyList<Guid> UserIds);

/// <summary>The reasons for a run: its <c>trigger</c>.</summary>
public static class SyncTriggers
{
    public const string Created = "created";
    public const string Manual = "manual";
    public const string Scheduled = "scheduled";

    /// <summary>New keys replaced the old ones.</summary>
    public const string Repaired = "repaired";
}
