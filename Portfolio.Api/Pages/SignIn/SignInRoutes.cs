using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Portfolio.Api.Audit;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Audit;

namespace Portfolio.Api.Pages.SignIn;

/// <summary>The targets of the sign-in page's form and of the sign-out button.</summary>
internal static partial class SignInRoutes
{
    public const int LongestAddress = 2_000;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/token", SignInAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
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

            LogRefused(loggers.CreateLogger("Portfolio.Api.Pages.SignIn"), CallerAddress.Of(http));
            return Again(SignInProblem.Token, to);
        }

        await signIn.BeginAsync(userId, http);
        return Results.LocalRedirect(LocalAddress(to));
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
    public static async Task<IFormCollection> FormAsync(HttpContext http)
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
    public static string LocalAddress(string? to) =>
        to is ['/'] or ['/', not ('/' or '\\'), ..] && to.Length <= LongestAddress
            && to.All(letter => letter is > ' ' and < '\x7f')
            ? to : "/";

    [LoggerMessage(LogLevel.Warning, "A sign-in with a wrong code or token was refused, from {Address}")]
    private static partial void LogRefused(ILogger logger, string? address);
}
