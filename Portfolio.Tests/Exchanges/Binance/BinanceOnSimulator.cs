using Microsoft.Extensions.DependencyInjection;
using Portfolio.Tests.Simulator;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>The client of Binance with a simulator behind it.</summary>
internal static class BinanceOnSimulator
{
    public static ServiceProvider Client(RunningSimulator simulator, TimeProvider? time = null) =>
        BinanceFixture.Services(
            time ?? BinanceFixture.Hurrying(simulator.Time),
            new CapturedLog(),
            ("BaseUrl", $"{simulator.Http.BaseAddress}"),
            // Calls run side by side, and the waits of one move the clock for all.
            ("RecvWindow", "60000"));

    public static ExchangeKey Key(RunningSimulator simulator, string account) =>
        BinanceFixture.KeyOf(simulator.Key(account).ApiKey, simulator.Key(account).ApiSecret);
}
