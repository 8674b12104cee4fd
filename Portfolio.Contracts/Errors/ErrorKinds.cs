namespace Portfolio.Contracts.Errors;

/// <summary>
/// All kinds of failure, as one closed vocabulary: the <c>error.kind</c> of an HTTP answer, the
/// <c>error_kind</c> of a connection and of a run, and the kind carried by <see
/// cref="Connections.ConnectionSyncFailed"/>.
/// </summary>
public static class ErrorKinds
{
    public const string InvalidRequest = "invalid_request";
    public const string Unauthorized = "unauthorized";

    /// <summary>The caller may not do this: a token without the scope, or a user who is no operator.</summary>
    public const string Forbidden = "forbidden";

    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string TooLarge = "too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";

    public const string DuplicateKey = "duplicate_key";
    public const string DuplicateAccount = "duplicate_account";
    public const string InProgress = "in_progress";
    public const string Conflict = "conflict";
    public const string IdempotencyMismatch = "idempotency_mismatch";
    public const string Throttled = "throttled";
    public const string Internal = "internal";

    /// <summary>Our database or our broker is away for the moment: the same request succeeds a little later.</summary>
    public const string Unavailable = "unavailable";

    public const string InvalidCredentials = "invalid_credentials";
    public const string PermissionDenied = "permission_denied";
    public const string ExcessPermissions = "excess_permissions";
    public const string IpNotAllowed = "ip_not_allowed";
    public const string WrongRegion = "wrong_region";
    public const string AccountMismatch = "account_mismatch";

    public const string Network = "network";
    public const string ExchangeUnavailable = "exchange_unavailable";
    public const string RateLimited = "rate_limited";
    public const string RegionBlocked = "region_blocked";
    public const string ClockSkew = "clock_skew";

    /// <summary>
    /// The balances that were read of a wallet and its value by the exchange's report exclude each other.
    /// </summary>
    public const string Contradicted = "contradicted";

    /// <summary>A reading closes every holding, and there is no total of the exchange to confirm it.</summary>
    public const string Unconfirmed = "unconfirmed";

    /// <summary>
    /// The exchange refused with a code that we do not know. The code does not say whether a person has to act, so the
    /// schedule keeps retrying, and the sentence names the code.
    /// </summary>
    public const string ExchangeRefused = "exchange_refused";

    /// <summary>
    /// True for the answers that only the person can change (another key, another account): the connection waits as
    /// <c>action_required</c> and is not retried. Every other kind is retried by the schedule.
    /// </summary>
    public static bool IsRefusal(string kind) => kind is InvalidCredentials or PermissionDenied or ExcessPermissions
        or IpNotAllowed or WrongRegion or AccountMismatch or DuplicateAccount;
}
