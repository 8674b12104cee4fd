using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portfolio.Api.Audit;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Audit;

namespace Portfolio.Api.Pages.SignIn;

/// <summary>The targets of the sign-in page's form and of the sign-out button.</summary>
internal static partial class SignInRoutes
{
    private const int LongestAddress = 2_000;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/token", SignInAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        routes.MapGet("/sign-in/provider", ToProviderAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOutAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/sign-out/everywhere", SignOutEverywhereAsync).DisableAntiforgery().ExcludeFromDescription();
    }

    // The antiforgery token is checked by hand: a page that was open for too long gets a sentence instead of 400.
    private static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery antiforgery, SignInHandler signIn, SignInAttempts attempts,
        Refusals refusals, ILoggerFactory loggers)
    {
        var form = await FormAsync(http);
        if (!await antiforgery.IsRequestValidAsync(http))
            return Again(SignInProblem.Stale, null);

        var to = form["to"].ToString();
        if (await signIn.UserOfAsync(form["token"].ToString(), http.RequestAborted) is not { } userId)
        {
            refusals.Add(null, AuditActions.SignInRefused);
            if (!attempts.MayTry(http))
                return Again(SignInProblem.TooManyAttempts, to);

            LogRefused(loggers.CreateLogger("Portfolio.Api.Pages.SignIn"), http.Connection.RemoteIpAddress);
            return Again(SignInProblem.Token, to);
        }

        await signIn.BeginAsync(userId, http);
        return Results.LocalRedirect(LocalAddress(to));
    }

    /// <summary>Sends the browser to the identity provider, which sends it back to <c>/sign-in/callback</c>.</summary>
    private static async Task ToProviderAsync(
        HttpContext http, string? to, string? invitation, string? again, IOptions<TokenOptions> options,
        ILoggerFactory loggers)
    {
        if (options.Value.Mode is not SignInMode.Oidc)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            var properties = again is "true" && Session.IdOf(http.User) is { } session
                ? OidcSignIn.AskAgain(session)
                : new AuthenticationProperties();
            properties.RedirectUri = LocalAddress(to);
            if (invitation is { Length: > 0 and <= LongestAddress })
                properties.Items[OidcSignIn.Invitation] = invitation;
            await http.ChallengeAsync(Oidc.ForPages, properties);
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            LogProvider(loggers.CreateLogger("Portfolio.Api.Pages.SignIn"), fault.Message);
            http.Response.Redirect(SignInProblem.Address(SignInProblem.Provider, LocalAddress(to)));
        }
    }

    /// <summary>Anyone may, so that a browser whose session is over loses its cookie too.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, Sessions sessions) =>
        await EndAsync(http, antiforgery, sessions.EndAsync);

    private static async Task<IResult> SignOutEverywhereAsync(
        HttpContext http, IAntiforgery antiforgery, Sessions sessions) =>
        await EndAsync(http, antiforgery, sessions.EndAllAsync);

    private static async Task<IResult> EndAsync(
        HttpContext http, IAntiforgery antiforgery, Func<ClaimsPrincipal, CancellationToken, Task> end)
    {
        await FormAsync(http);
        if (await antiforgery.IsRequestValidAsync(http))
        {
            await end(http.User, http.RequestAborted);
            await http.SignOutAsync(Session.Scheme);
        }

        return Results.LocalRedirect(Session.SignInPage);
    }

    /// <exception cref="BadHttpRequestException">It is no form, or half of one.</exception>
    private static async Task<IFormCollection> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            throw new BadHttpRequestException("The body is no form.");

        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception fault) when (fault is IOException and not BadHttpRequestException or InvalidDataException)
        {
            throw new BadHttpRequestException("The form cannot be read.", fault);
        }
    }

    private static IResult Again(string problem, string? to) =>
        Results.LocalRedirect(SignInProblem.Address(problem, LocalAddress(to)));

    /// <summary>Never another host's, and nothing that cannot stand in a header.</summary>
    private static string LocalAddress(string? to) =>
        to is ['/'] or ['/', not ('/' or '\\'), ..] && to.Length <= LongestAddress
            && to.All(letter => letter is > ' ' and < '\x7f')
            ? to : "/";

    [LoggerMessage(LogLevel.Warning, "The identity provider cannot be used: {Reason}")]
    private static partial void LogProvider(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "A sign-in with a wrong code or token was refused, from {Address}")]
    private static partial void LogRefused(ILogger logger, System.Net.IPAddress? address);
}
