using System.Text.Encodings.Web;

namespace Portfolio.Api.Authentication;

/// <summary>
/// A page that leads to another address at once. A redirect would be a part of the request before it: after a link of
/// the provider the browser would leave the new cookie behind, and after a form the policy of the form's page lets it
/// go to no other host.
/// </summary>
internal static class NextPage
{
    public static Task WriteAsync(HttpContext http, string address)
    {
        var link = HtmlEncoder.Default.Encode(address);
        http.Response.Headers["Refresh"] = $"0;url={address}";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><title>Portfolio Sync</title><a href=\"{link}\">Portfolio Sync</a>", http.RequestAborted);
    }

    /// <summary>Instead of the redirect that this answer is.</summary>
    public static Task WriteInsteadAsync(HttpContext http)
    {
        var address = http.Response.Headers.Location.ToString();
        http.Response.Headers.Location = default;
        http.Response.StatusCode = StatusCodes.Status200OK;
        return WriteAsync(http, address);
    }
}
