using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>Lets in people whom the identity provider has sent back.</summary>
internal sealed partial class OidcSignIn(
    UserStore users, Sessions sessions, IOptions<TokenOptions> options, TimeProvider clock, ILogger<OidcSignIn> logger)
{
    /// <summary>The item of a sign-in that holds an invitation's code.</summary>
    public const string Invitation = "invitation";

    /// <summary>
    /// The item of a sign-in for which the provider asks the person again. It holds the session that the new one takes
    /// the place of.
    /// </summary>
    private const string Again = "again";

    private const int MaxNameLength = 200;

    /// <summary>For the provider's page and the browser, between the person's answer and the return here.</summary>
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromMinutes(5);

    /// <summary>The provider is to ask the person, even one who is signed in there.</summary>
    /// <param name="session">Of the browser.</param>
    public static AuthenticationProperties AskAgain(Guid session) => new OpenIdConnectChallengeProperties
    {
        Prompt = OpenIdConnectPrompt.Login, MaxAge = TimeSpan.Zero, Items = { [Again] = session.ToString() },
    };

    public async Task LetInAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var known = PersonOf(context.Principal) is { } person ? await UserOfAsync(person, context) : null;
        var problem = ProblemOf(known, context);
        if (known is null || problem is not null)
        {
            Return(http, problem ?? SignInProblem.NotInvited);
            return;
        }

        if (Guid.TryParse(ItemOf(context, Again), out var replaced))
            await sessions.EndAsync(known.Id, replaced, http.RequestAborted);
        await http.SignInAsync(
            Session.Scheme,
            await sessions.BeginAsync(known.Id, http),
            new AuthenticationProperties { IsPersistent = true });
        await NextPage.WriteAsync(http, context.ReturnUri ?? "/");
    }

    private static string? ItemOf(TicketReceivedContext context, string name) =>
        context.Properties?.Items.TryGetValue(name, out var value) is true ? value : null;

    private Task<KnownUser?> UserOfAsync(NamedPerson person, TicketReceivedContext context) => users.SignInAsync(
        person,
        ItemOf(context, Invitation) is { } code ? SecretText.Hash(code) : null,
        options.Value.Oidc.SignUp is SignUp.Anyone,
        options.Value.UserId,
        clock.GetUtcNow(),
        context.HttpContext.RequestAborted);

    /// <summary>Null: the person may sign in.</summary>
    private string? ProblemOf(KnownUser? known, TicketReceivedContext context) => known switch
    {
        null => SignInProblem.NotInvited,
        { IsDisabled: true } => SignInProblem.Disabled,
        _ when ItemOf(context, Again) is not null && !IsAnswered(context.Principal) => SignInProblem.Provider,
        _ => null,
    };

    /// <summary>The provider says when the person has signed in there, because it was asked for it.</summary>
    private bool IsAnswered(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirstValue("auth_time"), CultureInfo.InvariantCulture, out var seconds)
        && clock.GetUtcNow().ToUnixTimeSeconds() - seconds <= AnsweredWithin.TotalSeconds;

    public Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var cancelled = context.Failure?.Data["error"] is "access_denied";
        if (!cancelled && context.Failure is { } failure)
            LogFailed(failure.GetType().Name, OidcMetadata.ReasonOf(failure));
        Return(context.HttpContext, cancelled ? SignInProblem.Cancelled : SignInProblem.Provider);
        return Task.CompletedTask;
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
    private partial void LogFailed(string failure, string reason);
}
