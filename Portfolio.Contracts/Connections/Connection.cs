using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Connections;

/// <summary>A connection without its secrets.</summary>
/// <param name="ApiKeyMasked">The first and the last characters of the API key.</param>
/// <param name="Status">
/// <c>pending</c>: the first sync has not ended. <c>syncing</c>: one is under way. <c>synced</c>: the last one
/// succeeded. <c>partial</c>: it did not read or not book a wallet. <c>retrying</c>: it failed and is repeated
/// automatically. <c>action_required</c>: it failed, and only you can solve the problem. <c>paused</c>: you paused it.
/// </param>
/// <param name="Error">Why the last attempt did not succeed, or which wallets it missed; null without an error.</param>
/// <param name="Permissions">The key's rights, as last read; empty before the first reading.</param>
/// <param name="PortfolioId">Null until the first successful sync chose one.</param>
/// <param name="LastAttemptAt">The start of the last sync, with any outcome.</param>
/// <param name="LastSyncedAt">The end of the last successful sync: the age of the holdings.</param>
/// <param name="NextSyncAt">Null when no sync is scheduled.</param>
/// <param name="Contradiction">A reading that is not booked; null while there is none.</param>
/// <param name="KeyExpiresAt">When the key stops working; null: never, or the exchange does not say.</param>
/// <param name="KeyAddresses">
/// The addresses that may use the key, as the exchange lists them; empty: any; null: it does not say.
/// </param>
public sealed record Connection(
    Guid Id,
    [property: ValuesOf(typeof(ExchangeNames))] string Exchange,
    string Label,
    string ApiKeyMasked,
    [property: AllowedValues("pending", "syncing", "synced", "partial", "retrying", "action_required", "paused")]
    string Status,
    ConnectionError? Error,
    IReadOnlyList<string> Permissions,
    Guid? PortfolioId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? LastSyncedAt,
    DateTimeOffset? NextSyncAt,
    int SyncIntervalMinutes,
    Contradiction? Contradiction = null,
    DateTimeOffset? KeyExpiresAt = null,
    IReadOnlyList<string>? KeyAddresses = null);

/// <summary>Why a sync failed, or did not read a wallet.</summary>
/// <param name="Kind">For programs, which branch on it.</param>
/// <param name="Message">What happened, in a sentence.</param>
/// <param name="Action">What to do about it, in a sentence.</param>
/// <param name="Code">The exchange's own code; null when it gave none.</param>
/// <param name="RetryAt">When requests to the exchange may be sent again; null when it did not say.</param>
public sealed record ConnectionError(
    [property: AllowedValues(
        ErrorKinds.InvalidCredentials, ErrorKinds.PermissionDenied, ErrorKinds.ExcessPermissions,
        ErrorKinds.IpNotAllowed, ErrorKinds.WrongRegion, ErrorKinds.AccountMismatch, ErrorKinds.DuplicateAccount,
        ErrorKinds.Internal, ErrorKinds.Network, ErrorKinds.ExchangeUnavailable, ErrorKinds.RateLimited,
        ErrorKinds.RegionBlocked, ErrorKinds.ClockSkew, ErrorKinds.Contradicted, ErrorKinds.Unconfirmed,
        ErrorKinds.ExchangeRefused)]
    string Kind,
    string Message,
    string Action,
    string? Code,
    DateTimeOffset? RetryAt);
