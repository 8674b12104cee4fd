namespace Portfolio.Contracts.Connections;

/// <summary>A connection was stored with sealed keys and asks for its first sync. Routed by exchange.</summary>
/// <param name="Request">
/// The number of the ask, as stored on the row: a message whose number is no longer the outstanding one is dropped.
/// </param>
public sealed record ConnectionCreated(Guid ConnectionId, Guid UserId, string Exchange, long Request);

/// <summary>Asks for one connection to be brought up to date. Routed by exchange and urgency.</summary>
/// <param name="Request">As in <see cref="ConnectionCreated"/>.</param>
/// <param name="Trigger">One of <see cref="SyncTriggers"/>.</param>
/// <param name="Region">
/// The region of the exchange that knew the key last, so that a pause of another one does not hold this sync back; null
/// where it is not known, or there are none.
/// </param>
public sealed record SyncConnection(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, string Trigger, string? Region = null);

/// <summary>A sync ended and what it read is stored.</summary>
/// <param name="Outcome"><c>succeeded</c>, or <c>partial</c> when a wallet could not be read.</param>
public sealed record ConnectionSynced(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, Guid RunId, string Outcome);

/// <summary>A sync ended without a reading; what is stored is unchanged. Retried, if at all, by the schedule.</summary>
/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>.</param>
/// <param name="Code">The exchange's own code; null when nothing answered.</param>
public sealed record ConnectionSyncFailed(
    Guid ConnectionId, Guid UserId, string Exchange, long Request, Guid RunId, string Kind, string? Code);

/// <summary>
/// Something of a connection changed that people see. Heard by every instance of the API, and only to wake it: what
/// happened is read from the database, and when this is lost, a little later.
/// </summary>
/// <param name="Status">As in <see cref="Connection.Status"/>, or <see cref="Removed"/>.</param>
public sealed record ConnectionStatusChanged(Guid ConnectionId, Guid UserId, string Exchange, string Status)
{
    public const string Removed = "removed";
}

/// <summary>Why a run took place: the <c>trigger</c> of a run.</summary>
public static class SyncTriggers
{
    public const string Created = "created";
    public const string Manual = "manual";
    public const string Scheduled = "scheduled";

    /// <summary>New keys took the place of ones that no longer worked.</summary>
    public const string Repaired = "repaired";
}
