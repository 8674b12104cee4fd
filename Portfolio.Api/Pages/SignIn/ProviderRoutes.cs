using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portfolio.Api.Authentication;

namespace Portfolio.Api.Pages.SignIn;

/// <summary>
/// The ways to the identity provider, which sends the browser back to <c>/sign-in/callback</c>. Only a page of this
/// server begins one, so that no other site signs a browser in without its person.
/// </summary>
internal static partial class ProviderRoutes
{
    public const string Begin = "/sign-in/provider";
    private const string Again = "/sign-in/again";

    public static void MapProvider(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Begin, BeginAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        routes.MapGet(Again, AgainAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Where a browser with a session goes, so that the provider asks its person again.</summary>
    /// <param name="to">The page to come back to.</param>
    public static string AgainAddress(string to) => $"{Again}?to={Uri.EscapeDataString(to)}";

    private static async Task BeginAsync(
        HttpContext http, IAntiforgery antiforgery, IOptions<TokenOptions> options, ILoggerFactory loggers)
    {
        var form = await SignInRoutes.FormAsync(http);
        var to = SignInRoutes.LocalAddress(form["to"]);
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            http.Response.Redirect(SignInProblem.Address(SignInProblem.Stale, to));
            return;
        }

        var properties = new AuthenticationProperties { RedirectUri = to };
        if (form["invitation"].ToString() is { Length: > 0 and <= SignInRoutes.LongestAddress } invitation)
            properties.Items[OidcSignIn.Invitation] = invitation;
        if (await IsLedThereAsync(http, properties, options.Value, loggers))
            await NextPage.WriteInsteadAsync(http);
    }

    /// <summary>Other sites can lead a browser here, but not with the cookie of its session.</summary>
    private static async Task AgainAsync(
        HttpContext http, string? to, IOptions<TokenOptions> options, ILoggerFactory loggers)
    {
        if (Session.IdOf(http.User) is not { } session)
        {
            http.Response.Redirect($"{Session.SignInPage}?to={Uri.EscapeDataString(SignInRoutes.LocalAddress(to))}");
            return;
        }

        var properties = OidcSignIn.AskAgain(session);
        properties.RedirectUri = SignInRoutes.LocalAddress(to);
        await IsLedThereAsync(http, properties, options.Value, loggers);
    }

    /// <summary>True if the answer is a redirect to the provider.</summary>
    private static async Task<bool> IsLedThereAsync(
        HttpContext http, AuthenticationProperties properties, TokenOptions options, ILoggerFactory loggers)
    {
        if (options.Mode is not SignInMode.Oidc)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        try
        {
            await http.ChallengeAsync(Oidc.ForPages, properties);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            LogAway(loggers.CreateLogger("Portfolio.Api.Pages.SignIn"), OidcMetadata.ReasonOf(fault));
            http.Response.Redirect(SignInProblem.Address(SignInProblem.Away, properties.RedirectUri));
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The identity provider cannot be used: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}
