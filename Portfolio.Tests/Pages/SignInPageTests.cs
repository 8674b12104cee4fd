using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

public sealed partial class SignInPageTests(SharedApi shared, Browser browser)
    : SystemTest<SharedApi>(shared)
{
    [Fact]
    public async Task The_link_signs_in_once_and_leaves_the_address_at_once()
    {
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);
        var code = await system.SignInCodeAsync();

        await visit.Page.GotoAsync($"/sign-in#code={code}");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Portfolio", Exact = true }))
            .ToBeVisibleAsync();
        Assert.DoesNotContain(code, visit.Page.Url);
        var session = (await visit.Context.CookiesAsync()).Single(cookie => cookie.Name is "portfolio-session");
        Assert.Equal((true, SameSiteAttribute.Strict), (session.HttpOnly, session.SameSite));
        Assert.DoesNotContain(system.Log.Lines, line => line.Contains(code));
        await visit.Context.ClearCookiesAsync();
        await visit.Page.GotoAsync($"/sign-in#code={code}");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A sign-in code works once");
    }

    [Fact]
    public async Task A_wrong_token_is_refused_in_words_and_the_right_one_leads_to_the_requested_page()
    {
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);
        await visit.Page.GotoAsync("/settings/connections");
        await Expect(visit.Page).ToHaveURLAsync(SignIn());

        await visit.Page.GetByLabel("Access token").FillAsync("not the token");
        await visit.PressAsync("Sign in");
        await Expect(visit.Page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("This is not a valid code or token of this server.");
        await visit.AssertAccessibleAsync();
        await visit.ShotAsync("sign-in-refused");

        await visit.Page.GetByLabel("Access token").FillAsync($" {RunningSystem.Token} ");
        await visit.PressAsync("Sign in");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Connections", Exact = true }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_ends_every_window_and_the_cookie_opens_nothing_of_the_API()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        Assert.Equal(401, (await visit.Context.APIRequest.GetAsync("/api/v1/connections")).Status);
        var second = await visit.SecondWindowAsync();
        await visit.OpenAsync("/connections", second);
        await visit.OpenAsync("/connections");

        await visit.PressAsync("Sign out");

        await Expect(visit.Page).ToHaveURLAsync(SignIn());
        await Expect(second).ToHaveURLAsync(SignIn());
        await visit.Page.GotoAsync("/portfolio");
        await Expect(visit.Page).ToHaveURLAsync(SignIn());
    }

    [Fact]
    public async Task No_one_is_redirected_to_another_host_after_signing_in()
    {
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);

        await visit.Page.GotoAsync("/sign-in?to=//elsewhere.example/");
        await visit.Page.GetByLabel("Access token").FillAsync(RunningSystem.Token);
        await visit.PressAsync("Sign in");

        await Expect(visit.Page).ToHaveURLAsync(new Uri(new Uri(system.Origin), "/").ToString());
    }

    [Fact]
    public async Task Pages_restrict_the_sources_of_a_browser_and_no_other_origin_opens_a_circuit()
    {
        using var http = new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false })
        { BaseAddress = new Uri(system.Origin) };
        var cancel = Cancel;
        using var page = await http.GetAsync("/sign-in", cancel);
        Assert.Contains("script-src 'self';", page.Headers.GetValues("Content-Security-Policy").First());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        foreign.Headers.Add("Origin", "http://127.0.0.1:1");
        using var answer = await http.SendAsync(foreign, cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://example.com", "example.com", true)]
    [InlineData("http://example.com", "example.com", true)]
    [InlineData("https://EXAMPLE.com", "example.com:443", true)]
    [InlineData("https://example.com:8443", "example.com:8443", true)]
    [InlineData("https://xn--bcher-kva.example", "xn--bcher-kva.example", true)]
    [InlineData("http://[::1]:8080", "[::1]:8080", true)]
    [InlineData("https://example.com", "example.com:8443", false)]
    [InlineData("https://example.com:8443", "example.com", false)]
    [InlineData("https://elsewhere.example", "example.com", false)]
    [InlineData("https://example.com.elsewhere.example", "example.com", false)]
    [InlineData("null", "example.com", false)]
    public async Task A_circuit_opens_for_the_origin_that_the_host_header_names_also_behind_a_proxy(
        string origin, string host, bool opens)
    {
        using var http = new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false })
        { BaseAddress = new Uri(system.Origin) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Origin", origin);

        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal(opens, answer.StatusCode is not HttpStatusCode.Forbidden);
    }

    [GeneratedRegex("/sign-in")]
    private static partial Regex SignIn();
}
