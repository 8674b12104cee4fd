using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.Exchanges;
using Portfolio.Simulator;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Faults;

/// <summary>
/// Workers and APIs as separate processes over one database, one broker and the simulator, which runs here. The waits
/// of the system are settings, and short.
/// </summary>
internal sealed class FaultSystem : IAsyncDisposable
{
    private readonly WebApplication simulator;
    private readonly HttpClient control;

    private FaultSystem(
        Supervisor supervisor, TestDatabase database, TestVirtualHost broker, WebApplication simulator,
        CallRecord calls, int apis)
    {
        (Supervisor, Database, Broker, Calls) = (supervisor, database, broker, calls);
        this.simulator = simulator;
        var ports = simulator.Urls.Select(url => new Uri(url)).ToList();
        control = new HttpClient { BaseAddress = ports[0] };
        Workers = [.. ports.Skip(1).Select((exchange, index) => FaultProcess.Worker(
            supervisor, $"worker-{index + 1}", database, broker, WorkerSettings(exchange)))];
        Apis = [.. Enumerable.Range(1, apis).Select(number => FaultProcess.Api(
            supervisor, $"api-{number}", database, broker, ApiSettings))];
        foreach (var api in Apis)
            RunningSystem.SignIn(api.Http!);
    }

    public Supervisor Supervisor { get; }

    public TestDatabase Database { get; }

    public TestVirtualHost Broker { get; }

    public CallRecord Calls { get; }

    public IReadOnlyList<FaultProcess> Workers { get; }

    public IReadOnlyList<FaultProcess> Apis { get; }

    private static string[] ApiSettings =>
    [
        $"--Authentication:Token={RunningSystem.Token}",
        "--Sync:ResyncThrottle=00:00:00",
        "--Sync:PersonRequestExpiresAfter=00:00:05",
    ];

    /// <summary>All processes are started, and nothing is connected.</summary>
    public static async Task<FaultSystem> StartAsync(
        Supervisor supervisor, TestDatabase database, TestVirtualHost broker, int workers, int apis)
    {
        var calls = new CallRecord();
        var urls = Enumerable.Range(0, workers + 1).Select(_ => $"http://127.0.0.1:{FaultProcess.FreePort()}");
        var simulator = SimulatorHost.Build(
            [$"--Urls={string.Join(';', urls)}", "--Logging:LogLevel:Default=Warning"],
            services => services.AddSingleton<IStartupFilter>(calls));
        await simulator.StartAsync(Cancel);
        var system = new FaultSystem(supervisor, database, broker, simulator, calls, apis);
        await system.ControlAsync(
            HttpMethod.Put, "limits", new { apiWeightPerMinute = 100_000_000, sapiWeightPerMinute = 100_000_000 });
        foreach (var process in system.Workers.Concat(system.Apis))
            await process.StartAsync();
        return system;
    }

    public async Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/_simulator/{path}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await control.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return text.Length is 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The body that connects a made-up account.</summary>
    public async Task<object> BodyAsync(int account)
    {
        var key = (await ControlAsync(HttpMethod.Get, $"numbered-accounts?from={account}&count=1"))[0];
        return new
        {
            exchange = "binance",
            apiKey = key.GetProperty("apiKey").GetString(),
            apiSecret = key.GetProperty("apiSecret").GetString(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Workers.Concat(Apis))
        {
            await process.KillAsync();
            await process.DisposeAsync();
        }

        control.Dispose();
        await simulator.DisposeAsync();
    }

    private static string[] WorkerSettings(Uri exchange) =>
    [
        .. ExchangeCatalog.All.Select(known => $"--Exchanges:{known.Exchange}:BaseUrl={exchange}"),
        $"--Exchanges:Okx:Regions:eea={exchange}eea",
        $"--Exchanges:Okx:Regions:us={exchange}us",
        "--Exchanges:Binance:ApiWeightPerMinute=10000000",
        "--Exchanges:Binance:SapiWeightPerMinute=10000000",
        "--Exchanges:Binance:PriceAge=00:01:00",
        "--Exchanges:Binance:Retries=1",
        "--Sync:IntervalAtMost=00:00:03",
        "--Sync:SweepEvery=00:00:01",
        "--Sync:Lease=00:00:10",
        "--Sync:RequestExpiresAfter=00:00:05",
        "--Sync:RetryAfter=00:00:01",
        "--Sync:RetryAtMost=00:00:02",
        "--Sync:ProbeAfter=00:00:01",
        "--Sync:ProbeAtMost=00:00:02",
    ];
}
