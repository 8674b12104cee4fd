using Microsoft.AspNetCore.Authorization;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// The content policy for browsers: this server's files and nothing else; and that nothing private is cached.
/// </summary>
internal static class PageHeaders
{
    /// <summary>
    /// MudBlazor and Blazor write styles into the page; scripts, images, fonts and connections come from this server.
    /// </summary>
    private const string Pages =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>The API's reference starts itself by a script in the page.</summary>
    private const string Reference =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'self'; frame-ancestors 'none'";

    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    public static void UsePageHeaders(this WebApplication app) => app.Use(async (http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PolicyOf(http.Request.Path);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        http.Response.OnStarting(() => KeepPrivate(http));
        if (IsForeign(http.Request))
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            await next(http);
    });

    /// <summary>No cache keeps what only someone who is signed in may see.</summary>
    private static Task KeepPrivate(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    private static string PolicyOf(PathString path) => path switch
    {
        _ when path.StartsWithSegments("/docs") => Reference,
        _ when path.StartsWithSegments("/api") || path.StartsWithSegments("/health") => Nothing,
        _ => Pages,
    };

    /// <summary>A page of another site, or of another port of this machine, must not open a circuit here.</summary>
    private static bool IsForeign(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor")
        && request.Headers.Origin is [{ } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsAt(request.Host, from));

    /// <summary>
    /// True if a host, which names its port only where that is not the usual one, is an origin's. The origin's scheme
    /// decides the usual port: behind a proxy with TLS it is https to the browser, and http here.
    /// </summary>
    private static bool IsAt(HostString host, Uri origin) =>
        Uri.TryCreate($"{origin.Scheme}://{host.ToUriComponent()}", UriKind.Absolute, out var here)
        && string.Equals(here.IdnHost, origin.IdnHost, StringComparison.OrdinalIgnoreCase)
        && here.Port == origin.Port;
}
