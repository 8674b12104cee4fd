using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Requests that no page and no program of ours sends.</summary>
[NeedsServers]
public sealed class UntrustedRequestJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Theory]
    [InlineData("/sign-in/token", "text/plain", "token=x")]
    [InlineData("/sign-in/token", "multipart/form-data", "token=x")]
    [InlineData("/sign-in/token", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=")]
    [InlineData("/sign-out", "application/json", "{}")]
    [InlineData("/sign-out", "multipart/form-data; boundary=b", "--b")]
    [InlineData("/sign-in", "multipart/form-data; boundary=b", "--b")]
    public async Task A_form_that_cannot_be_read_is_refused_in_words_with_and_without_a_browser(
        string path, string type, string body)
    {
        foreach (var accept in (string[])["text/html", "*/*"])
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var request = new HttpRequestMessage(HttpMethod.Post, system.Origin + path) { Content = content };
            request.Headers.Accept.ParseAdd(accept);

            using var answer = await http.SendAsync(request, Cancel);

            Assert.InRange((int)answer.StatusCode, 302, 499);
            Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(system.Log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/portfolio/transactions.csv?asset=%00")]
    [InlineData("/portfolio/transactions.csv?direction=%00in")]
    [InlineData("/portfolio/transactions.csv?connection=mine")]
    [InlineData("/portfolio?sort=%00")]
    public async Task A_filter_that_means_nothing_is_refused(string path)
    {
        using var browser = await SignedInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await browser.StatusAsync(path));

        Assert.DoesNotContain(system.Log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_null_character_in_a_query_of_the_API_is_refused_in_the_envelope() =>
        Assert.Equal(
            (400, "invalid_request"),
            await system.GetAsync("connections?cursor=%00") is var reply ? (reply.Status, reply.Kind) : default);

    [Theory]
    [InlineData("/connections", "/connections")]
    [InlineData("/portfolio?span=year", "/portfolio?span=year")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/é", "/")]
    [InlineData("/\t/elsewhere.example", "/")]
    [InlineData("/a\r\nSet-Cookie: b=c", "/")]
    [InlineData("~/", "/")]
    [InlineData("", "/")]
    public async Task A_person_who_signs_in_is_sent_to_an_address_of_this_server_alone(string to, string address)
    {
        using var browser = new WebBrowser(system.Origin);

        Assert.Equal(address, await browser.PostAsync(
            "/sign-in", "/sign-in/token", ("token", await system.SignInCodeAsync()), ("to", to)));
    }

    [Theory]
    [InlineData("/portfolio", true)]
    [InlineData("/settings", true)]
    [InlineData("/portfolio/holdings.csv", true)]
    [InlineData("/app.css", false)]
    public async Task No_cache_keeps_what_is_private(string path, bool isPrivate)
    {
        using var browser = await SignedInAsync();

        Assert.Equal(isPrivate, (await browser.CacheAsync(path))?.NoStore is true);
    }

    [Fact]
    public async Task No_cache_keeps_an_answer_of_the_API()
    {
        using var answer = await system.Http.GetAsync("connections", Cancel);

        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Only_the_names_of_this_server_are_served()
    {
        var http = await system.StartApiAsync("--AllowedHosts=localhost;127.0.0.1;[::1]");
        using var request = new HttpRequestMessage(HttpMethod.Get, "connections");
        request.Headers.Host = "rebound.example";

        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("connections", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task The_scheme_is_taken_from_a_trusted_proxy_alone(string proxies, bool believed)
    {
        var http = await system.StartApiAsync("--ForwardedHeaders_Enabled=true", $"--TrustedProxies={proxies}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "connections");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private async Task<WebBrowser> SignedInAsync()
    {
        var browser = new WebBrowser(system.Origin);
        Assert.Equal("/", await browser.SignInAsync(await system.SignInCodeAsync()));
        return browser;
    }
}
