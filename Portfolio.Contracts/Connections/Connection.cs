namespace Portfolio.Contracts.Connections;

/// <summary>A connection without its secrets.</summary>
/// <param name="Status"><c>pending · syncing · synced · partial · retrying · action_required · paused</c>.</param>
/// <param name="Error">Why the last attempt did not succeed, or which wallets it missed; null without an error.</param>
/// <param name="Permissions">The key's rights, as last read; empty before the first reading.</param>
/// <param name="PortfolioId">Null until the first successful sync chose one.</param>
/// <param name="LastAttemptAt">The start of the last sync, with any outcome.</param>
/// <param name="LastSyncedAt">The end of the last successful sync: the age of the holdings.</param>
/// <param name="NextSyncAt">Null when no sync is scheduled.</param>
/// <param name="Contradiction">A reading that is not booked; null while there is none.</param>
public sealed record Connection(
    Guid Id,
    string Exchange,
    string Label,
    string ApiKeyMasked,
    string Status,
    ConnectionError? Error,
    IReadOnlyList<string> Permissions,
    Guid? PortfolioId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? LastSyncedAt,
    DateTimeOffset? NextSyncAt,
    int SyncIntervalMinutes,
    Contradiction? Contradiction = null);

/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>.</param>
/// <param name="Code">The exchange's own code; null when it gave none.</param>
/// <param name="RetryAt">When requests to the exchange may be sent again; null when it did not say.</param>
public sealed record ConnectionError(string Kind, string Message, string Action, string? Code, DateTimeOffset? RetryAt);
