using System.Net;
using System.Text.RegularExpressions;

namespace Portfolio.Tests.Identity;

/// <summary>A browser without scripts that signs in at the identity provider and follows where it is sent.</summary>
internal sealed partial class ProviderBrowser : IDisposable
{
    private readonly HttpClient http;

    public ProviderBrowser(string origin)
    {
        http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies })
        {
            BaseAddress = new Uri(origin),
        };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken { get; }

    /// <summary>The page at which the sign-in ends.</summary>
    /// <param name="invitation">The code of an invitation; null without one.</param>
    public async Task<HttpResponseMessage> SignInAsync(string? invitation = null, string to = "/")
    {
        var page = await http.GetStringAsync(
            $"/sign-in?to={Uri.EscapeDataString(to)}&invitation={invitation}", Cancel);
        var answer = await PostAsync(
            "/sign-in/provider",
            ("__RequestVerificationToken", FormToken.Match(page).Groups[1].Value), ("to", to),
            ("invitation", invitation ?? ""));
        if (!answer.Headers.TryGetValues("Refresh", out var next))
            return answer;

        answer.Dispose();
        return await OpenAsync(next.Single()["0;url=".Length..]);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(path, form, Cancel);
    }

    public Task<HttpResponseMessage> OpenAsync(string path) => http.GetAsync(path, Cancel);

    /// <summary>True if the settings open, and not the sign-in page.</summary>
    public async Task<bool> IsInAsync()
    {
        using var page = await OpenAsync("/settings");
        return page.RequestMessage?.RequestUri?.AbsolutePath is "/settings" && page.IsSuccessStatusCode;
    }

    public void Dispose() => http.Dispose();
}
