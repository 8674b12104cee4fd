using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>
/// A browser that is signed in: a sealed cookie that scripts cannot read and other sites cannot send. It carries a
/// user, the id of a row in <c>sessions</c>, and the token's stamp. The session ends with its row, wherever the cookie
/// was copied to; a new token ends every session.
/// </summary>
internal static class Session
{
    public const string Scheme = "Session";
    public const string SignInPage = "/sign-in";
    private const string Stamp = "stamp";
    private const string Id = "session";

    public static void AddSessions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("portfolio-sync");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SessionKeys>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<TokenOptions>>(Configure);
    }

    public static ClaimsPrincipal Of(Guid userId, Guid sessionId, LocalToken token) =>
        new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, userId.ToString()),
            new Claim(Id, sessionId.ToString()),
            new Claim(Stamp, token.Stamp),
        ],
        Scheme));

    /// <summary>The user of a cookie whose session is not over, with all rights of a person at a browser.</summary>
    /// <param name="role">As it is now; the cookie may be older.</param>
    public static ClaimsPrincipal Used(ClaimsPrincipal cookie, string role) => Caller.Of(
        Scheme, Caller.UserOf(cookie) ?? Guid.Empty, role, AccessScopes.Manage, Caller.BySession,
        cookie.Claims.Where(claim => claim.Type is Id or Stamp));

    /// <summary>Null for a cookie of another token, or of a release whose cookies named no session.</summary>
    public static (Guid UserId, Guid SessionId)? IdsOf(ClaimsPrincipal user, LocalToken token) =>
        user.HasClaim(Stamp, token.Stamp)
            && Caller.UserOf(user) is { } userId
            && IdOf(user) is { } sessionId
            ? (userId, sessionId)
            : null;

    /// <summary>The row of this browser's session.</summary>
    public static Guid? IdOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(Id), out var sessionId) ? sessionId : null;

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<TokenOptions> options)
    {
        cookie.Cookie.Name = "portfolio-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Value.SessionAge;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInPage;
        cookie.ReturnUrlParameter = "to";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>Files that anyone may have are sent without looking for the session.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return;

        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        var found = context.Principal is { } user
            ? await sessions.UseAsync(user, http.RequestAborted)
            : null;
        if (found is not null)
        {
            context.ReplacePrincipal(found.Caller);
            context.ShouldRenew = found.IsRenewed;
            return;
        }

        context.RejectPrincipal();
        await http.SignOutAsync(Scheme);
    }
}
