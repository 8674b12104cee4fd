namespace Portfolio.Contracts.Connections;

/// <summary>A connection, as everyone may see it: no part of it is secret.</summary>
/// <param name="Status"><c>pending · syncing · synced · partial · retrying · action_required · paused</c>.</param>
/// <param name="Error">Why the last attempt did not succeed, or what it left out; null when all is well.</param>
/// <param name="Permissions">What the key may do, as last read; empty before the first look.</param>
/// <param name="PortfolioId">Null until the first successful sync chose one.</param>
/// <param name="LastAttemptAt">When a sync last began, however it ended.</param>
/// <param name="LastSyncedAt">When a sync last succeeded: how old the holdings are.</param>
/// <param name="NextSyncAt">Null when it is not tried again by itself.</param>
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
/// <param name="RetryAt">When the exchange may be asked again; null when it did not say.</param>
public sealed record ConnectionError(string Kind, string Message, string Action, string? Code, DateTimeOffset? RetryAt);
