using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// The system behind an nginx: one that only forwards, and the one that docs/operations.md describes.
/// </summary>
[NeedsServers]
public sealed partial class ProxyJourneys(
    PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() =>
        system = await RunningSystem.StartAsync(postgres, rabbitMq, "--ForwardedHeaders_Enabled=true");

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Events_pass_a_plain_nginx_one_by_one()
    {
        await using var nginx = await Nginx.StartAsync((_, port) =>
            $$"""
            server {
                listen 127.0.0.1:{{port}};
                location / { proxy_pass {{system.Origin}}; }
            }
            """);
        using var handler = Trusting(nginx);
        using var http = Client(handler, $"http://127.0.0.1:{nginx.Port}");
        using var patience = Eventually.Patience();

        await using var stream = await EventStream.OpenAsync(http, null).WaitAsync(patience.Token);
        await stream.UntilAsync(received => received.Name is "heartbeat").WaitAsync(patience.Token);
        var connection = await system.ConnectAsync("everyday");
        var received = await stream.UntilAsync(received => received.IsConnection("synced")).WaitAsync(patience.Token);
        var heartbeat = await stream.UntilAsync(received => received.Name is "heartbeat").WaitAsync(patience.Token);

        Assert.Equal(connection.Id, received[^1].Data.GetProperty("id").GetGuid());
        Assert.NotEmpty(heartbeat);
    }

    [Fact]
    public async Task The_stream_forbids_proxies_to_buffer_or_change_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "connections/events");
        using var answer = await system.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal(["no"], answer.Headers.GetValues("X-Accel-Buffering"));
        Assert.Equal(
            (true, true, true),
            (answer.Headers.CacheControl?.NoCache, answer.Headers.CacheControl?.NoStore,
                answer.Headers.CacheControl?.NoTransform));
    }

    [Fact]
    public async Task A_page_behind_the_documented_nginx_is_live_over_a_websocket_and_its_cookie_is_secure()
    {
        await using var nginx = await DocumentedAsync();
        await using var visit = await Visit.BeginAsync(
            browser, system, signIn: false, origin: $"https://localhost:{nginx.Port}");
        // The first page after signing in: leaving one that is still connecting is a complaint of the browser.
        var socket = await visit.Page.RunAndWaitForWebSocketAsync(() => visit.SignInAsync("/connections"));
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-live", "yes");

        await system.ConnectAsync("everyday");

        Assert.StartsWith($"wss://localhost:{nginx.Port}/_blazor", socket.Url, StringComparison.Ordinal);
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Binance");
        Assert.True((await visit.Context.CookiesAsync()).Single(cookie => cookie.Name is "portfolio-session").Secure);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Requests_and_events_pass_the_documented_nginx()
    {
        await using var nginx = await DocumentedAsync();
        using var handler = Trusting(nginx);
        using var http = Client(handler, $"https://localhost:{nginx.Port}");
        await using var stream = await EventStream.OpenAsync(http, null);
        await stream.UntilAsync(received => received.Name is "heartbeat");

        using var connected = await http.PostAsJsonAsync("connections", system.Body("everyday"), Cancel);
        var received = await stream.UntilAsync(received => received.IsConnection("synced"));

        Assert.Equal(202, (int)connected.StatusCode);
        Assert.Equal(
            $"/api/v1/connections/{received[^1].Data.GetProperty("id").GetGuid()}",
            connected.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Behind_the_documented_nginx_a_caller_has_the_address_it_comes_from_and_none_that_it_claims()
    {
        await using var nginx = await DocumentedAsync();
        using var handler = Trusting(nginx);
        handler.ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{nginx.Port}") };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "http");

        var page = await http.GetStringAsync("/sign-in", Cancel);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = FormToken.Match(page).Groups[1].Value, ["token"] = "a wrong one",
        });
        using var refused = await http.PostAsync("/sign-in/token", form, Cancel);

        Assert.Contains(
            system.Log.Lines,
            line => line.Contains(
                "A sign-in with a wrong code or token was refused, from 127.0.0.9", StringComparison.Ordinal));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken { get; }

    private async Task<Nginx> DocumentedAsync()
    {
        var block = await Nginx.DocumentedAsync();
        return await Nginx.StartAsync((directory, port) => Replace(block, new()
        {
            ["listen 443 ssl;"] = $"listen 127.0.0.1:{port} ssl;",
            ["server 127.0.0.1:8080;"] = $"server {new Uri(system.Origin).Authority};",
            ["server_name portfolio.example.org;"] = "server_name localhost;",
            ["/etc/ssl/portfolio.example.org.pem"] = $"{directory}/server.pem",
            ["/etc/ssl/portfolio.example.org.key"] = $"{directory}/server.key",
        }));
    }

    /// <summary>The lines that an operator changes, each of which exists once.</summary>
    private static string Replace(string block, Dictionary<string, string> changes) => changes.Aggregate(
        block,
        (changed, change) =>
        {
            Assert.Equal(2, changed.Split(change.Key).Length);
            return changed.Replace(change.Key, change.Value, StringComparison.Ordinal);
        });

    private static SocketsHttpHandler Trusting(Nginx nginx) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == nginx.Certificate,
        },
    };

    private static HttpClient Client(SocketsHttpHandler handler, string origin)
    {
        var http = new HttpClient(handler) { BaseAddress = new Uri($"{origin}/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", RunningSystem.Token);
        return http;
    }
}
