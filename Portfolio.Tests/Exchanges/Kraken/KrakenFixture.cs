using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Credentials;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Kraken;

/// <summary>The client as the worker registers it, on a scripted server.</summary>
internal sealed class KrakenFixture : IAsyncDisposable
{
    public const string ApiKey = "the-api-key-of-a-user";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 20, 715, TimeSpan.Zero);

    /// <summary>64 bytes.</summary>
    public static readonly string Secret = Convert.ToBase64String([.. Enumerable.Range(1, 64).Select(n => (byte)n)]);

    private readonly ServiceProvider services;

    private KrakenFixture(StubServer server, FakeTimeProvider clock, TimeProvider waiting)
    {
        (Server, Clock) = (server, clock);
        Turns = new OwnTurns(clock);
        Budget = new OwnBudget(clock);
        services = Services(waiting, Log, Turns, Budget, ("BaseUrl", $"{server.Address}"));
        Exchange = services.GetRequiredService<IExchange>();
    }

    public StubServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public OwnTurns Turns { get; }

    public OwnBudget Budget { get; }

    public IExchange Exchange { get; }

    public CapturedLog Log { get; } = new();

    public static ExchangeKey Key { get; } = KeyOf(ApiKey, Secret);

    /// <summary>An account with a bitcoin. Waits pass at once, timeouts when a test advances the clock.</summary>
    public static async Task<KrakenFixture> StartKrakenAsync(CancellationToken ct)
    {
        var server = await StubServer.StartAsync(ct);
        server
            .On(KrakenPaths.SystemStatus, Answer(Result("""{"status":"online","timestamp":"2026-03-01T12:00:00Z"}""")))
            .On(KrakenPaths.KeyInfo, Answer(KeyInfo("query-funds")))
            .On(KrakenPaths.Balance, Answer(Balance("XXBT", "1")))
            .On(KrakenPaths.Allocations, Answer(Allocations()));
        var clock = new FakeTimeProvider(Noon);
        return new KrakenFixture(server, clock, new HurryingClock(clock, patience: TimeSpan.FromSeconds(10)));
    }

    /// <summary>The client alone, with the worker's services.</summary>
    public static ServiceProvider Services(
        TimeProvider time, CapturedLog log, IKeyTurns turns, IRequestBudget budget,
        params (string Name, string Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create(
                    $"{KrakenOptions.Section}:{setting.Name}", (string?)setting.Value))).Build())
            .AddSingleton(time)
            .AddSingleton(turns)
            .AddSingleton<BudgetOf>(_ => budget)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddKraken()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });

    public static ExchangeKey KeyOf(string apiKey, string secret) => new(new ApiCredentials(apiKey, secret, null));

    public static string Result(string json) => $$"""{"error":[],"result":{{json}}}""";

    public static string Refusal(string error) => $$"""{"error":["{{error}}"]}""";

    /// <summary>A key of one account, with no other terms.</summary>
    public static string KeyInfo(params string[] permissions) => KeyInfo(permissions, "");

    /// <param name="more">Further fields, each with a comma before it.</param>
    public static string KeyInfo(string[] permissions, string more) => Result(
        $$"""
        {"apiKeyName":"x","permissions":[{{string.Join(',', permissions.Select(name => $"\"{name}\""))}}],
        "iban":"AA12 ABCD 3456 EFGH"{{more}}}
        """);

    /// <param name="rows">Names and amounts, one after the other.</param>
    public static string Balance(params string[] rows) =>
        Result("{" + string.Join(',', rows.Chunk(2).Select(row => BalanceRow(row[0], row[1]))) + "}");

    /// <param name="items">Assets and amounts, one after the other.</param>
    public static string Allocations(params string[] items) => Result(
        """{"converted_asset":"USD","total_allocated":"1","total_rewarded":"0","items":["""
        + string.Join(',', items.Chunk(2).Select(item => Allocation(item[0], item[1]))) + "]}");

    public Task<ExchangeException> KeyFailureAsync(ExchangeKey? key = null) =>
        Assert.ThrowsAnyAsync<ExchangeException>(() => Exchange.ReadKeyAsync(key ?? Key, Cancel));

    public Task<ExchangeException> AccountFailureAsync() =>
        Assert.ThrowsAnyAsync<ExchangeException>(() => Exchange.ReadAccountAsync(Key, Cancel));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static string BalanceRow(string name, string amount) =>
        $$"""
        "{{name}}":{"balance":"{{amount}}","hold_trade":"0"}
        """;

    private static string Allocation(string asset, string amount) =>
        $$$"""
        {"strategy_id":"S","native_asset":"{{{asset}}}",
        "amount_allocated":{"total":{"native":"{{{amount}}}","converted":"1"} }}
        """;
}
