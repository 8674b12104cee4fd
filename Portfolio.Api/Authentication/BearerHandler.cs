using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>Recognises the local user by <c>Authorization: Bearer</c>.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    LocalToken token,
    SignInAttempts attempts,
    IOptions<TokenOptions> options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    public const string Name = "Bearer";

    /// <summary>Wrong tokens came from this address more often than a person mistypes one.</summary>
    private bool tooMany;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());

        if (!token.Matches(header["Bearer ".Length..].Trim()))
        {
            tooMany = !attempts.MayTry(Context);
            return Task.FromResult(AuthenticateResult.Fail("The token is not the local user's."));
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, options.Value.UserId.ToString())], Name);
        return Task.FromResult(
            AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Name;
        if (!tooMany)
            return base.HandleChallengeAsync(properties);

        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter =
            SignInAttempts.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
