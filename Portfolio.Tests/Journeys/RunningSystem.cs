using System.Net.Http.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portfolio.Api;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Exchanges;
using Portfolio.Simulator;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;
using Portfolio.Storage.Identity;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Reference;
using Portfolio.Tests.Servers;
using Portfolio.Worker;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// The whole system: API and worker as their processes build them, over a separate database and virtual host, and the
/// simulator, all on ports the kernel chose. The clock is the real one; waits are settings, and short.
/// </summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    public const string Token = "the-token-of-the-local-user-in-these-tests";

    /// <summary>The setting for a log with the lines of every level.</summary>
    public const string AllLines = "--Logging:LogLevel:Default=Trace";

    private readonly TestDatabase database;
    private readonly TestVirtualHost broker;
    private readonly WebApplication simulator;
    private readonly string[] settings;
    private readonly List<IHost> workers = [];
    private readonly List<WebApplication> apis = [];
    private readonly List<HttpClient> clients = [];
    private DescribedApi? described;

    private RunningSystem(TestDatabase database, TestVirtualHost broker, WebApplication simulator, string[] settings)
    {
        this.database = database;
        this.broker = broker;
        this.simulator = simulator;
        this.settings = settings;
        Simulator = new HttpClient { BaseAddress = new Uri(simulator.Urls.Single()) };
    }

    public TestDatabase Database => database;

    public TestVirtualHost Broker => broker;

    /// <summary>The log of API and worker: from Information on, unless the test sets <see cref="AllLines"/>.</summary>
    public CapturedLog Log { get; } = new();

    public HttpClient Simulator { get; }

    /// <summary>Signed in as the local user.</summary>
    public HttpClient Http => clients[0];

    /// <summary>The API by its own description; every answer is checked against it.</summary>
    public DescribedApi Described => described ?? throw new InvalidOperationException("No API has started.");

    /// <summary>All that the API and the pages have mapped.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        apis[0].Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Where the pages are.</summary>
    public string Origin => Http.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "";

    /// <summary>With a worker that takes messages: its bus starts in the background.</summary>
    public static async Task<RunningSystem> StartAsync(
        PostgresServer postgres, RabbitMqServer rabbitMq, params string[] settings)
    {
        var system = await WithoutWorkerAsync(postgres, rabbitMq, settings);
        var worker = await system.StartWorkerAsync();
        await worker.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, Cancel);
        return system;
    }

    public static async Task<RunningSystem> WithoutWorkerAsync(
        PostgresServer postgres, RabbitMqServer rabbitMq, params string[] settings) =>
        await OverAsync(await postgres.CreateAsync(), rabbitMq, settings);

    /// <summary>Without a worker, over a database that is there already; it goes with the system.</summary>
    public static async Task<RunningSystem> OverAsync(
        TestDatabase database, RabbitMqServer rabbitMq, params string[] settings)
    {
        var simulator = SimulatorHost.Build(["--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await simulator.StartAsync(Cancel);
        var system = new RunningSystem(
            database, await rabbitMq.CreateAsync(), simulator, settings);
        await system.StartApiAsync();
        return system;
    }

    /// <summary>The settings of a worker of this system, here or in a separate process.</summary>
    public IReadOnlyList<string> WorkerSettings =>
    [
        .. CommonSettings(database.Worker, broker.Worker),
        .. ExchangeCatalog.All.Select(exchange => $"--Exchanges:{exchange.Exchange}:BaseUrl={simulator.Urls.Single()}"),
        $"--Exchanges:Okx:Regions:eea={simulator.Urls.Single()}/eea",
        $"--Exchanges:Okx:Regions:us={simulator.Urls.Single()}/us",
        "--Exchanges:Binance:PriceAge=00:00:00",
        "--Exchanges:Binance:Retries=1",
        "--Sync:SweepEvery=00:00:01",
        "--Sync:RetryAfter=00:00:01",
        "--Sync:RetryAtMost=00:00:01",
        "--Sync:ProbeAfter=00:00:01",
        "--Sync:ProbeAtMost=00:00:01",
        .. settings,
    ];

    public async Task<IHost> StartWorkerAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WorkerHost.CreateBuilder([.. WorkerSettings]);
        LogTo(builder.Logging);
        configure?.Invoke(builder.Services);
        var worker = builder.Build();
        workers.Add(worker);
        await worker.StartAsync(Cancel);
        return worker;
    }

    public async Task StopWorkerAsync(IHost worker)
    {
        workers.Remove(worker);
        await worker.StopAsync(Cancel);
        worker.Dispose();
    }

    public Credential Key(string account) =>
        simulator.Services.GetRequiredService<AccountBook>().FindByName(account)
        ?? throw new ArgumentException($"There is no account {account}.", nameof(account));

    /// <summary>The body that connects a demo account.</summary>
    public Dictionary<string, object?> Body(string account)
    {
        var key = Key(account);
        var body = new Dictionary<string, object?>
        {
            ["exchange"] = key.Exchange, ["apiKey"] = key.ApiKey, ["apiSecret"] = key.ApiSecret,
        };
        if (key.Passphrase is { } passphrase)
            body["passphrase"] = passphrase;
        return body;
    }

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, Cancel);
        var reply = new Reply(
            response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(Cancel));
        Described.Check(method, path, reply);
        return reply;
    }

    public async Task ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/_simulator/{path}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await Simulator.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.StopAsync(Cancel);
            worker.Dispose();
        }

        foreach (var api in apis)
            await api.DisposeAsync();
        await simulator.DisposeAsync();
        Simulator.Dispose();
        foreach (var client in clients)
            client.Dispose();
        await broker.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>The local user's events at an instance of the API; the first one when none is given.</summary>
    public Task<EventStream> WatchAsync(string? lastEventId = null, HttpClient? http = null) =>
        EventStream.OpenAsync(http ?? Http, lastEventId);

    /// <summary>Another instance beside the first.</summary>
    public async Task<HttpClient> StartApiAsync(params string[] more)
    {
        var builder = ApiHost.CreateBuilder([
            .. CommonSettings(database.Api, broker.Api),
            $"--Authentication:Token={Token}",
            "--Sync:ResyncThrottle=00:00:00",
            "--AllowedHosts=*",
            "--Limits:KeyChecks=10000",
            "--Limits:Resyncs=10000",
            "--Sync:PersonRequestExpiresAfter=00:00:10",
            .. settings,
            .. more,
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        LogTo(builder.Logging);
        var api = ApiHost.Build(builder);
        apis.Add(api);
        await api.StartAsync(Cancel);
        var http = new HttpClient { BaseAddress = new Uri($"{api.Urls.Single()}/api/v1/") };
        clients.Add(http);
        SignIn(http);
        described ??= await DescribedApi.ReadAsync(http);
        return http;
    }

    /// <summary>A code that signs one browser in as a user; null: as the local user.</summary>
    public Task<string> SignInCodeAsync(Guid? userId = null) => SignInCode.CreateAsync(
        apis[0].Services.GetRequiredService<SignInCodeStore>(),
        userId ?? apis[0].Services.GetRequiredService<IOptions<TokenOptions>>().Value.UserId,
        Cancel);

    /// <summary>The local user's token goes with every request of this client.</summary>
    public static void SignIn(HttpClient http) => http.DefaultRequestHeaders.Authorization = new("Bearer", Token);

    /// <summary>As an operator stops it.</summary>
    public Task StopApiAsync() => apis[0].StopAsync(Cancel);

    private static string[] CommonSettings(string login, string user) =>
    [
        $"--ConnectionStrings:Postgres={login}",
        $"--ConnectionStrings:RabbitMq={user}",
        .. TestKeys.Settings,
    ];

    private void LogTo(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddProvider(Log);
    }
}
