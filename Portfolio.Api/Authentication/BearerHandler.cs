using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>
/// Recognises a user by <c>Authorization: Bearer</c>: the local user by the access token, any user by a token that the
/// user has made.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    LocalToken local,
    LocalUser localUser,
    ApiTokenStore tokens,
    SignInAttempts attempts,
    TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    public const string Name = "Bearer";

    /// <summary>Wrong tokens came from this address more often than a person mistypes one.</summary>
    private bool tooMany;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        if (await CallerOfAsync(header["Bearer ".Length..].Trim()) is { } caller)
            return AuthenticateResult.Success(new AuthenticationTicket(caller, Name));

        tooMany = !attempts.MayTry(Context);
        return AuthenticateResult.Fail("The token is no user's.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Name;
        if (!tooMany)
            return base.HandleChallengeAsync(properties);

        SignInAttempts.Refuse(Response);
        return Task.CompletedTask;
    }

    private async Task<ClaimsPrincipal?> CallerOfAsync(string offered)
    {
        var ct = Context.RequestAborted;
        if (ApiTokenText.Is(offered))
        {
            var hash = SecretText.Hash(offered);
            return await tokens.UseAsync(hash, CallerAddress.Of(Context), clock.GetUtcNow(), ct) is { } used
                ? Caller.Of(Name, used)
                : null;
        }

        if (!local.Matches(offered))
            return null;

        await localUser.EnsureAsync(ct);
        return Caller.Of(
            Name, localUser.Id, UserRoles.Operator, AccessScopes.Manage, Caller.ByAccessToken);
    }
}
