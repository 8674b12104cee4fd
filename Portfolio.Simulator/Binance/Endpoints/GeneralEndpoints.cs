using System.Text;

namespace Portfolio.Simulator.Binance.Endpoints;

internal sealed class GeneralEndpoints(SimulatorClock clock)
{
    public static BinanceAnswer Ping(BinanceCall call) => "{}"u8.ToArray();

    public static BinanceAnswer SystemStatus(BinanceCall call) => """{"status":0,"msg":"normal"}"""u8.ToArray();

    public BinanceAnswer Time(BinanceCall call) =>
        Encoding.ASCII.GetBytes($"{{\"serverTime\":{clock.Now.ToUnixTimeMilliseconds()}}}");
}
