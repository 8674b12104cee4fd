namespace Portfolio.Contracts.Audit;

/// <summary>The actions in the audit log. The database writes those of changes by its triggers.</summary>
public static class AuditActions
{
    public const string SignedIn = "signed_in";
    public const string SignedOut = "signed_out";
    public const string SignInCodeMade = "sign_in_code_made";

    public const string ConnectionAdded = "connection_added";
    public const string ConnectionRenamed = "connection_renamed";
    public const string IntervalChanged = "interval_changed";
    public const string ConnectionPaused = "connection_paused";
    public const string ConnectionResumed = "connection_resumed";
    public const string ConnectionMoved = "connection_moved";

    /// <summary>The exchange refused the key, and no sync is tried with it again.</summary>
    public const string ConnectionDisabled = "connection_disabled";
    public const string ConnectionDisconnected = "connection_disconnected";
    public const string ConnectionPurged = "connection_purged";

    /// <summary>Its first sync found that another connection has the account.</summary>
    public const string DuplicateRemoved = "duplicate_removed";
    public const string ReadingConfirmed = "reading_confirmed";
    public const string RenameConfirmed = "rename_confirmed";
    public const string RenameRejected = "rename_rejected";

    public const string CredentialsReplaced = "credentials_replaced";

    /// <summary>By the system, because the key may do more than read.</summary>
    public const string CredentialsDestroyed = "credentials_destroyed";

    /// <summary>Under another encryption key.</summary>
    public const string CredentialsSealedAgain = "credentials_sealed_again";

    public const string PortfolioAdded = "portfolio_added";
    public const string PortfolioRenamed = "portfolio_renamed";
    public const string PortfolioDeleted = "portfolio_deleted";

    public const string UserAdded = "user_added";
    public const string RoleChanged = "role_changed";
    public const string UserDisabled = "user_disabled";
    public const string UserEnabled = "user_enabled";
    public const string UserDeleted = "user_deleted";

    /// <summary>The first operator of an identity provider has the data of the local user.</summary>
    public const string LocalUserTakenOver = "local_user_taken_over";
    public const string PersonInvited = "person_invited";
    public const string InvitationUsed = "invitation_used";
    public const string InvitationWithdrawn = "invitation_withdrawn";

    public const string TokenMade = "token_made";
    public const string TokenRevoked = "token_revoked";

    /// <summary>A wrong code or token on the sign-in page, or a person who may not use this server.</summary>
    public const string SignInRefused = "sign_in_refused";

    /// <summary>A wrong token in a request.</summary>
    public const string TokenRefused = "token_refused";

    /// <summary>A request without a token, or from another site.</summary>
    public const string AccessRefused = "access_refused";
    public const string LimitExceeded = "limit_exceeded";

    /// <summary>A key that is not kept: the exchange or this server refuses it.</summary>
    public const string KeyRefused = "key_refused";
}

public static class AuditOutcomes
{
    public const string Done = "done";
    public const string Refused = "refused";
}
