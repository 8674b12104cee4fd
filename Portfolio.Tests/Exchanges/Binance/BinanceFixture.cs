using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Credentials;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>The client as the worker registers it, on a scripted server, with a clock of the test's own.</summary>
internal sealed class BinanceFixture : IAsyncDisposable
{
    public const string Time = "/api/v3/time";
    public const string Account = "/api/v3/account";
    public const string Restrictions = "/sapi/v1/account/apiRestrictions";
    public const string Info = "/api/v3/exchangeInfo";
    public const string Tickers = "/api/v3/ticker/price";
    public const string Day = "/api/v3/ticker/24hr";
    public const string Coins = "/sapi/v1/capital/config/getall";
    public const string Funding = "/sapi/v1/asset/get-funding-asset";
    public const string Flexible = "/sapi/v1/simple-earn/flexible/position";
    public const string Locked = "/sapi/v1/simple-earn/locked/position";
    public const string Totals = "/sapi/v1/asset/wallet/balance";

    public const string ReadOnlyKey =
        """{"enableReading":true,"enableSpotAndMarginTrading":false,"enableWithdrawals":false}""";

    public const string OneBitcoin =
        """{"uid":7,"balances":[{"asset":"BTC","free":"1.00000000","locked":"0.00000000"}]}""";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 20, TimeSpan.Zero);

    private readonly ServiceProvider services;

    private BinanceFixture(
        StubServer server, FakeTimeProvider clock, TimeProvider waiting, (string Name, string Value)[] settings)
    {
        (Server, Clock) = (server, clock);
        services = Services(waiting, Log, [("BaseUrl", $"{server.Address}"), .. settings]);
        Exchange = services.GetRequiredService<IExchange>();
    }

    public StubServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public IExchange Exchange { get; }

    public CapturedLog Log { get; } = new();

    public OwnBudget Budget => services.GetRequiredService<OwnBudget>();

    public static ExchangeKey Key { get; } = KeyOf("the-api-key-of-a-user", "the-secret-of-a-user");

    /// <summary>
    /// A venue with a spot wallet and no other, and without statistics of a day, unless a test says so. Waits between
    /// attempts pass at once; timeouts only when a test advances the clock.
    /// </summary>
    public static async Task<BinanceFixture> StartBinanceAsync(
        CancellationToken ct, params (string Name, string Value)[] settings)
    {
        var clock = new FakeTimeProvider(Noon);
        return new BinanceFixture(await StartServerAsync(clock, ct), clock, Hurrying(clock), settings);
    }

    /// <summary>No time passes unless the test advances the clock.</summary>
    public static async Task<BinanceFixture> StartPatientBinanceAsync(CancellationToken ct)
    {
        var clock = new FakeTimeProvider(Noon);
        return new BinanceFixture(await StartServerAsync(clock, ct), clock, clock, []);
    }

    public static TimeProvider Hurrying(FakeTimeProvider clock) =>
        new HurryingClock(clock, patience: TimeSpan.FromSeconds(10));

    /// <summary>The client alone, with the worker's services.</summary>
    public static ServiceProvider Services(
        TimeProvider time, CapturedLog log, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
            values[$"{BinanceOptions.Section}:{name}"] = value;

        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton(time)
            .AddSingleton(new OwnBudget(time))
            .AddSingleton<BudgetOf>(given => _ => given.GetRequiredService<OwnBudget>())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddBinance()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    public static ExchangeKey KeyOf(string apiKey, string apiSecret) =>
        new(new ApiCredentials(apiKey, apiSecret, null));

    /// <summary>The failure of the account call.</summary>
    public async Task<ExchangeException> AccountFailureAsync(CancellationToken ct) =>
        await Assert.ThrowsAnyAsync<ExchangeException>(() => Exchange.ReadAccountAsync(Key, ct));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static async Task<StubServer> StartServerAsync(FakeTimeProvider clock, CancellationToken ct)
    {
        var server = await StubServer.StartAsync(ct);
        foreach (var missing in (string[])[Funding, Flexible, Locked, Day])
            server.On(missing, StubServer.Answer("", 404));

        return server.On(Time, context =>
            context.Response.WriteAsync($$"""{"serverTime":{{clock.GetUtcNow().ToUnixTimeMilliseconds()}}}"""));
    }
}
