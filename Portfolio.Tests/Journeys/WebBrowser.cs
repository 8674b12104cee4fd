using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Portfolio.Tests.Journeys;

/// <summary>A browser without scripts: it keeps cookies, opens pages and posts forms.</summary>
internal sealed partial class WebBrowser : IDisposable
{
    private readonly HttpClient http;

    public WebBrowser(string origin)
    {
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies })
        {
            BaseAddress = new Uri(origin),
        };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken { get; }

    /// <summary>The page's source; where it redirects to instead, if it does.</summary>
    public async Task<string> OpenAsync(string path)
    {
        using var answer = await http.GetAsync(path, Cancel);
        return answer.Headers.Location?.ToString() ?? await answer.Content.ReadAsStringAsync(Cancel);
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await http.GetAsync(path, Cancel);
        return answer.StatusCode;
    }

    public async Task<CacheControlHeaderValue?> CacheAsync(string path)
    {
        using var answer = await http.GetAsync(path, Cancel);
        return answer.Headers.CacheControl;
    }

    /// <summary>Posts the form of a page with its antiforgery token. Where the answer leads to.</summary>
    public async Task<string> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var source = await OpenAsync(page);
        using var form = new FormUrlEncodedContent(
            fields.Prepend(("__RequestVerificationToken", FormToken.Match(source).Groups[1].Value))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await http.PostAsync(path, form, Cancel);
        return answer.Headers.Location?.ToString() ?? "";
    }

    public Task<string> SignInAsync(string codeOrToken) =>
        PostAsync("/sign-in", "/sign-in/token", ("token", codeOrToken));

    public void Dispose() => http.Dispose();
}
