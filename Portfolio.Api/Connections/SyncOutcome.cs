using Portfolio.Contracts.Answers;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>The outcome of a sync that a request or a page waited for.</summary>
internal abstract record SyncOutcome
{
    private SyncOutcome()
    {
    }

    /// <summary>Succeeded, perhaps partly: the connection says so.</summary>
    /// <param name="AssetsSynced">The number of assets in the portfolio now.</param>
    public sealed record Synced(ConnectionRow Connection, int AssetsSynced, FirstSync Sync) : SyncOutcome;

    /// <summary>Refused by the exchange, or not possible now: the connection has the kind of error.</summary>
    public sealed record Failed(ConnectionRow Connection) : SyncOutcome;

    /// <summary>The time is over before the sync is, or the connection is paused.</summary>
    public sealed record Pending(ConnectionRow Connection) : SyncOutcome;

    /// <summary>The account is connected already; nothing of the new connection is left.</summary>
    public sealed record DuplicateAccount(ConnectionRow First) : SyncOutcome;

    /// <summary>The connection was disconnected meanwhile.</summary>
    public sealed record Removed : SyncOutcome;
}
