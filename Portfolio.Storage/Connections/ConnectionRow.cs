namespace Portfolio.Storage.Connections;

/// <summary>A connection as people and programs may see it: without its secrets.</summary>
public sealed class ConnectionRow
{
    public required Guid Id { get; init; }

    public required string Exchange { get; init; }

    public required string Label { get; init; }

    /// <summary>Null until the first successful sync chose one.</summary>
    public Guid? PortfolioId { get; init; }

    /// <summary>False once the sealed key was destroyed, because it could do more than read.</summary>
    public bool HasSecret { get; init; }

    public required string ApiKeyMasked { get; init; }

    /// <summary>The exchange's id of the account; null until a sync has learned it.</summary>
    public string? AccountId { get; init; }

    /// <summary>The key's permissions, as last read; null until then.</summary>
    public string[]? Permissions { get; init; }

    /// <summary>When the key stops working; null: never, or not known.</summary>
    public DateTimeOffset? KeyExpiresAt { get; init; }

    /// <summary>The addresses that may use the key; empty: any; null: not known.</summary>
    public string[]? KeyAddresses { get; init; }

    public required int SyncIntervalMinutes { get; init; }

    public bool Paused { get; init; }

    /// <summary>The number of the newest request.</summary>
    public required long RequestNumber { get; init; }

    /// <summary>Null when the newest request has been answered.</summary>
    public DateTimeOffset? RequestExpiresAt { get; init; }

    /// <summary>
    /// <c>created</c>, <c>manual</c>, <c>scheduled</c> or <c>repaired</c>: the trigger of the newest request.
    /// </summary>
    public required string RequestTrigger { get; init; }

    /// <summary>A worker syncs it until then at most.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>
    /// <c>succeeded</c>, <c>partial</c>, <c>refused</c> or <c>failed</c>; null before the first run ended.
    /// </summary>
    public string? LastOutcome { get; init; }

    public string? ErrorKind { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>
    /// The wallets that were missed (<c>partial</c>), or this server's address; null where neither matters.
    /// </summary>
    public string? ErrorDetail { get; init; }

    /// <summary>When the exchange accepts requests again, by its own word.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>As in <see cref="Syncs.SyncEvidence.Contradiction"/>.</summary>
    public string? Contradiction { get; init; }

    /// <summary>Since when a reading is contradicted by the exchange's own totals; null: none is.</summary>
    public DateTimeOffset? ContradictedSince { get; init; }

    /// <summary>When a person confirmed the contradicted reading; null: no one has.</summary>
    public DateTimeOffset? ReadingConfirmedAt { get; init; }

    public DateTimeOffset? ResyncRequestedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public DateTimeOffset? LastSyncedAt { get; init; }

    public DateTimeOffset? NextSyncAt { get; init; }

    /// <summary>A person requested a sync, and <see cref="OpenRequests"/> leaves it to the sweep.</summary>
    public bool IsHeldBack => RequestTrigger is not "scheduled" && RequestExpiresAt <= NextSyncAt;
}
