using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Simulator;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Tests.Simulator;

/// <summary>The simulator over real HTTP on a port of its own; its clock stands still until it is moved.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    /// <summary>The time of Binance's published signatures; the simulator starts at it.</summary>
    public const long StartMs = 1_499_827_319_559;

    private readonly WebApplication _app;

    private RunningSimulator(WebApplication app, FakeTimeProvider time)
    {
        _app = app;
        Time = time;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Http = new HttpClient { BaseAddress = new Uri(Assert.Single(addresses?.Addresses ?? [])) };
    }

    public HttpClient Http { get; }

    public FakeTimeProvider Time { get; }

    public static Task<RunningSimulator> StartAsync(params string[] settings) => StartAsync([], settings);

    /// <param name="added">Exchanges beside those that the simulator comes with.</param>
    public static async Task<RunningSimulator> StartAsync(
        IReadOnlyList<ISimulatedExchange> added, params string[] settings)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(StartMs));
        var app = SimulatorHost.Build(
            ["--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. settings],
            services =>
            {
                services.AddSingleton<TimeProvider>(time);
                foreach (var exchange in added)
                    services.AddSingleton(exchange);
            });
        await app.StartAsync(Cancel);
        return new RunningSimulator(app, time);
    }

    public Credential Key(string account) =>
        _app.Services.GetRequiredService<AccountBook>().FindByName(account)
        ?? throw new ArgumentException($"There is no account {account}.", nameof(account));

    public Task<SimulatorReply> GetAsync(string url) => SendAsync(HttpMethod.Get, url);

    /// <summary>A correct client's request, unless <paramref name="query"/> brings its own timestamp.</summary>
    public Task<SimulatorReply> SignedAsync(
        string account, string path, string query = "", HttpMethod? method = null)
    {
        var time = query.Contains("timestamp=", StringComparison.Ordinal) ? "" : Timestamp(Time.GetUtcNow());
        var payload = string.Join('&', new[] { query, time }.Where(part => part.Length > 0));
        var key = Key(account);
        return SendAsync(
            method ?? HttpMethod.Get, $"{path}?{payload}&signature={Hmac(key.ApiSecret, payload)}", key.ApiKey);
    }

    public Task<SimulatorReply> SendAsync(
        HttpMethod method, string url, string? apiKey = null, HttpContent? content = null) =>
        SendAsync(
            method, url, apiKey is null ? [] : new Dictionary<string, string> { ["X-MBX-APIKEY"] = apiKey }, content);

    public async Task<SimulatorReply> SendAsync(
        HttpMethod method, string url, Dictionary<string, string> headers, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await Http.SendAsync(request, Cancel);
        return new SimulatorReply(
            response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A call of the control API, which must succeed.</summary>
    public async Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        var reply = await SendAsync(method, "/_simulator" + path, content: content);
        Assert.True((int)reply.Status is 200 or 204, $"{path} answered {reply.Status}: {reply.Body}");
        return reply.Body.Length == 0 ? default : reply.Json;
    }

    public static string Timestamp(DateTimeOffset time) =>
        "timestamp=" + time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string Hmac(string secret, string payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
