using System.Security.Claims;
using Portfolio.Contracts.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>The claims of everyone who is let in: a user, a role, a scope, and the way in.</summary>
internal static class Caller
{
    /// <summary>A page of a browser that is signed in.</summary>
    public const string BySession = "session";

    /// <summary>The access token of the local user.</summary>
    public const string ByAccessToken = "access_token";

    /// <summary>A token that a user has made for a program.</summary>
    public const string ByApiToken = "api_token";

    /// <summary>An access token of the identity provider.</summary>
    public const string ByProvider = "oidc";

    private const string Scope = "scope";
    private const string Way = "way";
    private const string Token = "token";

    public static ClaimsPrincipal Of(
        string scheme, Guid userId, string role, string scope, string way, params IEnumerable<Claim> more) =>
        new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, userId.ToString()),
                new Claim(ClaimTypes.Role, role),
                new Claim(Scope, scope),
                new Claim(Way, way),
                .. more,
            ],
            scheme));

    /// <summary>A program with a token that a user has made.</summary>
    public static ClaimsPrincipal Of(string scheme, Storage.Identity.UsedToken token) => Of(
        scheme, token.UserId, token.Role, token.Scope, ByApiToken, new Claim(Token, token.Id.ToString()));

    /// <summary>Null where there is no user.</summary>
    public static Guid? UserOf(ClaimsPrincipal caller) =>
        Guid.TryParse(caller.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>The user's token that the request came with; null for any other way in.</summary>
    public static Guid? ApiTokenOf(ClaimsPrincipal caller) =>
        Guid.TryParse(caller.FindFirstValue(Token), out var id) ? id : null;

    /// <summary>One of <see cref="AccessScopes"/>; null where there is no user.</summary>
    public static string? ScopeOf(ClaimsPrincipal caller) => caller.FindFirstValue(Scope);

    /// <summary>As the constants here name it; null where there is no user.</summary>
    public static string? WayOf(ClaimsPrincipal caller) => caller.FindFirstValue(Way);

    public static bool IsOperator(ClaimsPrincipal caller) => caller.IsInRole(UserRoles.Operator);
}
