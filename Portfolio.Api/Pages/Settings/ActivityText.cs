using Portfolio.Api.Authentication;
using Portfolio.Contracts.Audit;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Pages.Settings;

/// <summary>Events of the audit log in words.</summary>
internal static class ActivityText
{
    public static string Of(string action) => action switch
    {
        AuditActions.SignedIn => Texts.Activity_SignedIn,
        AuditActions.SignedOut => Texts.Activity_SignedOut,
        AuditActions.SignInCodeMade => Texts.Activity_SignInCodeMade,
        AuditActions.PortfolioAdded => Texts.Activity_PortfolioAdded,
        AuditActions.PortfolioRenamed => Texts.Activity_PortfolioRenamed,
        AuditActions.PortfolioDeleted => Texts.Activity_PortfolioDeleted,
        _ => OfConnections(action) ?? OfUsers(action) ?? OfRefusals(action) ?? action,
    };

    private static string? OfConnections(string action) => action switch
    {
        AuditActions.ConnectionAdded => Texts.Activity_ConnectionAdded,
        AuditActions.ConnectionRenamed => Texts.Activity_ConnectionRenamed,
        AuditActions.IntervalChanged => Texts.Activity_IntervalChanged,
        AuditActions.ConnectionPaused => Texts.Activity_ConnectionPaused,
        AuditActions.ConnectionResumed => Texts.Activity_ConnectionResumed,
        AuditActions.ConnectionMoved => Texts.Activity_ConnectionMoved,
        AuditActions.ConnectionDisabled => Texts.Activity_ConnectionDisabled,
        AuditActions.ConnectionDisconnected => Texts.Activity_ConnectionDisconnected,
        AuditActions.ConnectionPurged => Texts.Activity_ConnectionPurged,
        AuditActions.DuplicateRemoved => Texts.Activity_DuplicateRemoved,
        AuditActions.ReadingConfirmed => Texts.Activity_ReadingConfirmed,
        AuditActions.RenameConfirmed => Texts.Activity_RenameConfirmed,
        AuditActions.RenameRejected => Texts.Activity_RenameRejected,
        AuditActions.CredentialsReplaced => Texts.Activity_CredentialsReplaced,
        AuditActions.CredentialsDestroyed => Texts.Activity_CredentialsDestroyed,
        AuditActions.CredentialsSealedAgain => Texts.Activity_CredentialsSealedAgain,
        _ => null,
    };

    private static string? OfUsers(string action) => action switch
    {
        AuditActions.UserAdded => Texts.Activity_UserAdded,
        AuditActions.RoleChanged => Texts.Activity_RoleChanged,
        AuditActions.UserDisabled => Texts.Activity_UserDisabled,
        AuditActions.UserEnabled => Texts.Activity_UserEnabled,
        AuditActions.UserDeleted => Texts.Activity_UserDeleted,
        AuditActions.LocalUserTakenOver => Texts.Activity_LocalUserTakenOver,
        AuditActions.PersonInvited => Texts.Activity_PersonInvited,
        AuditActions.InvitationUsed => Texts.Activity_InvitationUsed,
        AuditActions.InvitationWithdrawn => Texts.Activity_InvitationWithdrawn,
        AuditActions.TokenMade => Texts.Activity_TokenMade,
        AuditActions.TokenRevoked => Texts.Activity_TokenRevoked,
        _ => null,
    };

    private static string? OfRefusals(string action) => action switch
    {
        AuditActions.SignInRefused => Texts.Activity_SignInRefused,
        AuditActions.TokenRefused => Texts.Activity_TokenRefused,
        AuditActions.AccessRefused => Texts.Activity_AccessRefused,
        AuditActions.LimitExceeded => Texts.Activity_LimitExceeded,
        AuditActions.KeyRefused => Texts.Activity_KeyRefused,
        _ => null,
    };

    /// <summary>"Firefox on Linux, 203.0.113.7".</summary>
    public static string By(AuditRow row) => row.Address is { } address
        ? Texts.FormatActivity_ByFrom(ActorOf(row), address)
        : ActorOf(row);

    private static string ActorOf(AuditRow row) => row.ActorKind switch
    {
        ActorKinds.Session => row.Browser is { } browser ? BrowserName.Shown(browser) : Texts.Activity_Browser,
        ActorKinds.AccessToken => Texts.Activity_AccessToken,
        ActorKinds.ApiToken => Texts.Activity_ApiToken,
        ActorKinds.Oidc => Texts.Activity_Oidc,
        ActorKinds.System => Texts.Activity_System,
        _ => Texts.Activity_Unknown,
    };
}
