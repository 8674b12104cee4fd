using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>
/// Lets in programs with access tokens of the identity provider. The person must have signed in on a page before. A
/// scope <c>portfolio.read</c>, <c>portfolio.sync</c> or <c>portfolio.manage</c> of the token says what it may do;
/// without any it may read.
/// </summary>
internal sealed partial class OidcTokens(
    UserStore users, SignInAttempts attempts, IOptions<TokenOptions> options, ILogger<OidcTokens> logger)
{
    private const string ScopePrefix = "portfolio.";

    /// <summary>Only ID tokens have these claims, and an ID token is no key to an API.</summary>
    private static readonly string[] OfIdTokens = ["nonce", "at_hash", "c_hash"];

    /// <summary>Why the provider could not be used; null: it could. Programs ask often, and one line does.</summary>
    private string? logged;

    public Task ReceiveAsync(MessageReceivedContext context)
    {
        if (options.Value.Oidc.Audience is null or "")
            context.Fail("The settings name no audience, so no token of the provider is accepted.");
        return Task.CompletedTask;
    }

    public async Task LetInAsync(TokenValidatedContext context)
    {
        var claims = context.Principal;
        var subject = claims?.FindFirst("sub");
        if (claims is null || subject is null || OfIdTokens.Any(type => claims.HasClaim(claim => claim.Type == type)))
        {
            context.Fail("It is no access token of a person.");
            return;
        }

        var known = await users.FindAsync(subject.Issuer, subject.Value, context.HttpContext.RequestAborted);
        if (known is null or { IsDisabled: true })
        {
            context.Fail("Its person has not signed in here before, or is disabled.");
            return;
        }

        context.Principal = Caller.Of(
            Oidc.ForPrograms, known.Id, known.Role, ScopeOf(claims), Caller.ByProvider);
    }

    /// <summary>Answers as to any wrong token; 503 while the provider's keys cannot be read.</summary>
    public async Task RefuseAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var response = context.Response;
        response.Headers.WWWAuthenticate = BearerHandler.Name;
        response.StatusCode = StatusCodes.Status401Unauthorized;
        if (context.AuthenticateFailure is null)
            return;

        if (await IsAwayAsync(context))
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "5";
        }
        else if (!attempts.MayTry(context.HttpContext))
        {
            SignInAttempts.Refuse(response);
        }
    }

    /// <summary>
    /// True while no keys of the provider are known: a token is then refused like one that no key of it has signed.
    /// </summary>
    private async Task<bool> IsAwayAsync(JwtBearerChallengeContext context)
    {
        if (options.Value.Oidc.Audience is null or "" || context.Options.ConfigurationManager is not { } provider)
            return false;

        try
        {
            await provider.GetConfigurationAsync(context.HttpContext.RequestAborted);
            logged = null;
            return false;
        }
        catch (InvalidOperationException fault)
        {
            var reason = OidcMetadata.ReasonOf(fault);
            if (Interlocked.Exchange(ref logged, reason) != reason)
                LogAway(reason);
            return true;
        }
    }

    private static string ScopeOf(ClaimsPrincipal claims)
    {
        var granted = claims.Claims.Where(claim => claim.Type is "scope" or "scp")
            .SelectMany(claim => claim.Value.Split(' '))
            .Where(scope => scope.StartsWith(ScopePrefix, StringComparison.Ordinal))
            .Select(scope => scope[ScopePrefix.Length..]);
        return granted.Where(scope => AccessScopes.Covers(scope, AccessScopes.Read))
            .Aggregate(AccessScopes.Read, (widest, scope) => AccessScopes.Covers(scope, widest) ? scope : widest);
    }

    [LoggerMessage(
        LogLevel.Warning, "The identity provider cannot be used, so no token of it is accepted for now: {Reason}")]
    private partial void LogAway(string reason);
}
