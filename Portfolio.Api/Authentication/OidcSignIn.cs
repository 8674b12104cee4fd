using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>Lets in people whom the identity provider has sent back.</summary>
internal sealed partial class OidcSignIn(
    UserStore users, Sessions sessions, IOptions<TokenOptions> options, TimeProvider clock, ILogger<OidcSignIn> logger)
{
    /// <summary>The item of a sign-in that holds an invitation's code.</summary>
    public const string Invitation = "invitation";

    private const int MaxNameLength = 200;

    public async Task LetInAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var code = context.Properties?.Items.TryGetValue(Invitation, out var given) is true ? given : null;
        var known = PersonOf(context.Principal) is { } person
            ? await users.SignInAsync(
                person, code is null ? null : InvitationCode.Hash(code), options.Value.Oidc.SignUp is SignUp.Anyone,
                options.Value.UserId, clock.GetUtcNow(), http.RequestAborted)
            : null;
        if (known is null or { IsDisabled: true })
        {
            Return(http, known is null ? SignInProblem.NotInvited : SignInProblem.Disabled);
            return;
        }

        await http.SignInAsync(
            Session.Scheme,
            await sessions.BeginAsync(known.Id, http),
            new AuthenticationProperties { IsPersistent = true });
        await GoOnAsync(http, context.ReturnUri ?? "/");
    }

    public Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var cancelled = context.Failure?.Data["error"] is "access_denied";
        if (!cancelled)
            LogFailed(context.Failure?.GetType().Name, context.Failure?.Message);
        Return(context.HttpContext, cancelled ? SignInProblem.Cancelled : SignInProblem.Provider);
        return Task.CompletedTask;
    }

    /// <summary>
    /// By a page of this server and not by a redirect: the browser would follow that as a part of the provider's link,
    /// and leave the new cookie behind.
    /// </summary>
    private static Task GoOnAsync(HttpContext http, string address)
    {
        var link = HtmlEncoder.Default.Encode(address);
        http.Response.Headers["Refresh"] = $"0;url={address}";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><title>Portfolio Sync</title><a href=\"{link}\">Portfolio Sync</a>", http.RequestAborted);
    }

    private static void Return(HttpContext http, string problem)
    {
        SignInProblem.Note(http, problem);
        http.Response.Redirect(SignInProblem.Address(problem));
    }

    private NamedPerson? PersonOf(ClaimsPrincipal? principal)
    {
        if (principal?.FindFirst("sub") is not { } subject)
            return null;

        var email = principal.FindFirstValue("email_verified") is "true" or "True"
            ? principal.FindFirstValue("email")
            : null;
        var name = principal.FindFirstValue("name") ?? principal.FindFirstValue("preferred_username") ?? email
            ?? subject.Value;
        return new NamedPerson(subject.Issuer, subject.Value, Shortened(name))
        {
            Email = email, IsOperator = options.Value.Oidc.IsOperator(subject.Value, email),
        };
    }

    private static string Shortened(string name) => name.Length > MaxNameLength ? name[..MaxNameLength] : name;

    [LoggerMessage(LogLevel.Warning, "A sign-in by the identity provider failed with {Failure}: {Reason}")]
    private partial void LogFailed(string? failure, string? reason);
}
