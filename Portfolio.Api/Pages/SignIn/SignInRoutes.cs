using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portfolio.Api.Authentication;

namespace Portfolio.Api.Pages.SignIn;

/// <summary>The targets of the sign-in page's form and of the sign-out button.</summary>
internal static partial class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/token", SignInAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOutAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    // The antiforgery token is checked by hand: a page that was open for too long gets a sentence instead of 400.
    private static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery antiforgery, LocalToken token, SignInAttempts attempts,
        IOptions<TokenOptions> options, TimeProvider clock, ILoggerFactory loggers)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Again("stale", null);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var to = form["to"].ToString();
        if (!token.Matches(form["token"].ToString().Trim()))
        {
            if (!attempts.MayTry(http))
                return Again("attempts", to);

            LogRefused(loggers.CreateLogger("Portfolio.Api.Pages.SignIn"), http.Connection.RemoteIpAddress);
            return Again("token", to);
        }

        await http.SignInAsync(
            Session.Scheme,
            Session.Of(token, options.Value, clock.GetUtcNow()),
            new AuthenticationProperties { IsPersistent = true });
        return Results.LocalRedirect(LocalAddress(to));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (await antiforgery.IsRequestValidAsync(http))
            await http.SignOutAsync(Session.Scheme);
        return Results.LocalRedirect(Session.SignInPage);
    }

    private static IResult Again(string problem, string? to) =>
        Results.LocalRedirect($"{Session.SignInPage}?problem={problem}&to={Uri.EscapeDataString(LocalAddress(to))}");

    /// <summary>Never another host's.</summary>
    private static string LocalAddress(string? to) =>
        to is ['/'] or ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/";

    [LoggerMessage(LogLevel.Warning, "A sign-in with a wrong token was refused, from {Address}")]
    private static partial void LogRefused(ILogger logger, System.Net.IPAddress? address);
}
