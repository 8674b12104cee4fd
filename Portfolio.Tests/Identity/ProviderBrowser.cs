using System.Net;

namespace Portfolio.Tests.Identity;

/// <summary>A browser without scripts that signs in at the identity provider and follows where it is sent.</summary>
internal sealed class ProviderBrowser : IDisposable
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

    /// <summary>The page at which the sign-in ends.</summary>
    /// <param name="invitation">The code of an invitation; null without one.</param>
    public Task<HttpResponseMessage> SignInAsync(string? invitation = null, string to = "/") =>
        http.GetAsync($"/sign-in/provider?to={Uri.EscapeDataString(to)}&invitation={invitation}", Cancel);

    public Task<HttpResponseMessage> OpenAsync(string path) => http.GetAsync(path, Cancel);

    /// <summary>True if the settings open, and not the sign-in page.</summary>
    public async Task<bool> IsInAsync()
    {
        using var page = await OpenAsync("/settings");
        return page.RequestMessage?.RequestUri?.AbsolutePath is "/settings" && page.IsSuccessStatusCode;
    }

    public void Dispose() => http.Dispose();
}
