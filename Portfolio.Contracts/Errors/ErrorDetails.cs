namespace Portfolio.Contracts.Errors;

/// <summary>
/// Distinguishes the causes of one kind of error where the sentence for people depends on them: the
/// <c>error_detail</c> of a connection or a run, and the detail of a <see cref="Connections.KeyRefused"/>. Beside
/// these, a detail can be an address, a list of rights, or a <see cref="RegionSearch"/>.
/// </summary>
public static class ErrorDetails
{
    /// <summary>Of <c>invalid_credentials</c>: a key of the exchange's demo trading.</summary>
    public const string DemoTrading = "demo_trading";

    /// <summary>Of <c>invalid_credentials</c>: the passphrase alone is wrong.</summary>
    public const string WrongPassphrase = "wrong_passphrase";

    /// <summary>Of <c>invalid_credentials</c>: the secret does not belong to the key.</summary>
    public const string WrongSecret = "wrong_secret";

    /// <summary>
    /// Of <c>invalid_credentials</c>: the signature is wrong, because of the secret or of a second factor that the key
    /// asks for.
    /// </summary>
    public const string WrongSignature = "wrong_signature";

    /// <summary>
    /// Of <c>invalid_credentials</c>: another program has sent a higher nonce with the key, and no request of ours is
    /// accepted any more.
    /// </summary>
    public const string NonceTooLow = "nonce_too_low";

    /// <summary>Of <c>invalid_credentials</c>: the date until which the key is valid has passed.</summary>
    public const string KeyExpired = "key_expired";

    /// <summary>Of <c>permission_denied</c>: the exchange does not report the key's rights.</summary>
    public const string RightsUnknown = "rights_unknown";

    /// <summary>
    /// Of <c>invalid_credentials</c> and <c>ip_not_allowed</c>: the known address of this server is an IPv6 one, and
    /// the exchange lists IPv4 addresses only.
    /// </summary>
    public const string Ipv4Address = "ipv4_address";

    /// <summary>
    /// Of <c>permission_denied</c>: the exchange has restricted the account, regardless of the key's rights.
    /// </summary>
    public const string AccountRestricted = "account_restricted";

    /// <summary>Of <c>rate_limited</c>: a firewall in front of the exchange blocks this server's requests.</summary>
    public const string Firewall = "firewall";

    /// <summary>Of <c>throttled</c>: a sync of this connection was requested a moment ago.</summary>
    public const string SyncRequested = "sync_requested";

    /// <summary>Of <c>forbidden</c>: the user is no operator. Its other details are the scope that is needed.</summary>
    public const string OperatorsOnly = "operators_only";

    /// <summary>Of <c>forbidden</c>: a token that a user has made is not enough.</summary>
    public const string PeopleOnly = "people_only";

    /// <summary>Of <c>network</c>: the host's name was not found.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>Of <c>exchange_unavailable</c>: an answer about the account is longer than is read.</summary>
    public const string AnswerTooLong = "answer_too_long";

    /// <summary>Of <c>exchange_unavailable</c>: the account lists more assets than are synced.</summary>
    public const string TooManyAssets = "too_many_assets";

    /// <summary>
    /// Of <c>network</c>: no secure connection was made, for example because the certificate was not accepted.
    /// </summary>
    public const string NotSecure = "not_secure";
}
