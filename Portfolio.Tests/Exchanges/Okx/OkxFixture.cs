using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Credentials;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

/// <summary>The client as the worker registers it, on a scripted server that stands for three hosts.</summary>
internal sealed class OkxFixture : IAsyncDisposable
{
    public const string Eea = "/eea";
    public const string Us = "/us";

    public const string OneBitcoin =
        """{"code":"0","msg":"","data":[{"details":[{"ccy":"BTC","eq":"1","eqUsd":"60000"}]}]}""";

    public const string NoRows = """{"code":"0","msg":"","data":[]}""";

    public const string UnknownKey = """{"msg":"API key doesn't exist","code":"50119"}""";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 20, 715, TimeSpan.Zero);

    private readonly ServiceProvider services;

    private OkxFixture(StubServer server, FakeTimeProvider clock, TimeProvider waiting, (string, string)[] settings)
    {
        (Server, Clock) = (server, clock);
        services = Services(waiting, Log, settings);
        Exchange = services.GetRequiredService<IExchange>();
    }

    public StubServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public IExchange Exchange { get; }

    public CapturedLog Log { get; } = new();

    public static ExchangeKey Key { get; } = KeyOf("the-api-key-of-a-user", "the-secret-of-a-user", "the-pass phrase");

    /// <summary>
    /// Three hosts, one account with a bitcoin. Waits pass at once, timeouts when a test advances the clock.
    /// </summary>
    public static Task<OkxFixture> StartOkxAsync(CancellationToken ct) => StartAsync(Hurrying, ct);

    /// <summary>As <see cref="StartOkxAsync"/>; but no time passes unless the test advances the clock.</summary>
    public static Task<OkxFixture> StartPatientOkxAsync(CancellationToken ct) => StartAsync(clock => clock, ct);

    public static TimeProvider Hurrying(FakeTimeProvider clock) =>
        new HurryingClock(clock, patience: TimeSpan.FromSeconds(10));

    /// <summary>One server, three hosts: the regions are paths, as in the simulator.</summary>
    public static (string Name, string Value)[] Hosts(Uri server) =>
    [
        ("BaseUrl", $"{server}"), ("Regions:eea", $"{new Uri(server, Eea)}"), ("Regions:us", $"{new Uri(server, Us)}"),
    ];

    /// <summary>The client alone, with the worker's services.</summary>
    public static ServiceProvider Services(
        TimeProvider time, CapturedLog log, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
            values[$"{OkxOptions.Section}:{name}"] = value;

        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton(time)
            .AddSingleton<BudgetOf>(_ => new OwnBudget(time))
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddOkx()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    public static ExchangeKey KeyOf(string apiKey, string secret, string? passphrase, string? region = null) =>
        new(new ApiCredentials(apiKey, secret, passphrase), region);

    public static string Config(string permissions) =>
        $$"""{"code":"0","msg":"","data":[{"uid":"42","mainUid":"41","perm":"{{permissions}}","ip":"","label":"x"}]}""";

    public static string Time(DateTimeOffset time) =>
        $$"""{"code":"0","msg":"","data":[{"ts":"{{time.ToUnixTimeMilliseconds()}}"}]}""";

    public static string Refusal(string code) => $$"""{"msg":"No.","code":"{{code}}"}""";

    /// <summary>The failure of reading the key.</summary>
    public Task<ExchangeException> KeyFailureAsync(CancellationToken ct, ExchangeKey? key = null) =>
        Assert.ThrowsAnyAsync<ExchangeException>(() => Exchange.ReadKeyAsync(key ?? Key, ct));

    /// <summary>The failure of the account call.</summary>
    public Task<ExchangeException> AccountFailureAsync(CancellationToken ct) =>
        Assert.ThrowsAnyAsync<ExchangeException>(() => Exchange.ReadAccountAsync(Key, ct));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static async Task<OkxFixture> StartAsync(Func<FakeTimeProvider, TimeProvider> waiting, CancellationToken ct)
    {
        var clock = new FakeTimeProvider(Noon);
        var server = await StubServer.StartAsync(ct);
        foreach (var region in (string[])["", Eea, Us])
            server.On(region + OkxPaths.Time, context => context.Response.WriteAsync(Time(clock.GetUtcNow())));

        foreach (var region in (string[])[Eea, Us])
            server.On(region + OkxPaths.Config, StubServer.Answer(UnknownKey, 401));

        server
            .On(OkxPaths.Config, StubServer.Answer(Config("read_only")))
            .On(OkxPaths.Trading, StubServer.Answer(OneBitcoin))
            .On(OkxPaths.Funding, StubServer.Answer(NoRows))
            .On(OkxPaths.Savings, StubServer.Answer(NoRows));
        return new OkxFixture(server, clock, waiting(clock), Hosts(server.Address));
    }
}
