using System.Security.Claims;
using Portfolio.Api.Authentication;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

/// <summary>The actor of a request, and of a page that was opened by one.</summary>
internal static class AuditActors
{
    private const string Address = "address";

    public static AuditActor Of(HttpContext http) => Of(http.User, CallerAddress.Of(http));

    /// <summary>Of a page that is open: the address is the one it was opened from.</summary>
    public static AuditActor Of(ClaimsPrincipal user) => Of(user, user.FindFirstValue(Address));

    /// <summary>For the page that this request opens: later it has no request to ask.</summary>
    public static void KeepAddress(HttpContext http)
    {
        if (http.User.Identity?.AuthenticationType is Session.Scheme && CallerAddress.Of(http) is { } address)
            http.User.AddIdentity(new ClaimsIdentity([new Claim(Address, address)]));
    }

    private static AuditActor Of(ClaimsPrincipal user, string? address)
    {
        var (kind, id) = Caller.WayOf(user) switch
        {
            Caller.BySession => (ActorKinds.Session, Session.IdOf(user)),
            Caller.ByAccessToken => (ActorKinds.AccessToken, null),
            Caller.ByApiToken => (ActorKinds.ApiToken, Caller.ApiTokenOf(user)),
            Caller.ByProvider => (ActorKinds.Oidc, null),
            _ => (ActorKinds.None, (Guid?)null),
        };
        return new AuditActor(kind, id?.ToString(), address) { User = Caller.UserOf(user) };
    }
}
