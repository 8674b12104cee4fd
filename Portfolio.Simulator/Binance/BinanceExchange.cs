using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;
using Portfolio.Simulator.Binance.Control;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Binance;

/// <summary>Binance in the simulator: its endpoints, its accounts and its failures.</summary>
internal sealed class BinanceExchange(BinanceMarket market, BinanceLimits limits) : ISimulatedExchange
{
    public const string ExchangeName = "binance";

    public string Name => ExchangeName;

    public IReadOnlyList<PathString> Paths { get; } = ["/api", "/sapi", "/fapi", "/dapi"];

    public IReadOnlyList<Wallet> Wallets => BinanceWallets.All;

    public NumberedAccounts NumberedAccounts { get; } = new BinanceNumberedAccounts();

    public IFaultResponder Faults { get; } = new BinanceFaults();

    public LiveDemoScript LiveDemo { get; } = new()
    {
        Moving = [new("everyday", BinanceWallets.Spot), new("everywhere", BinanceWallets.Spot)],
        Unsteady = BinanceAccounts.Unsteady,
    };

    public IEnumerable<Credential> MakeDemoAccounts() => BinanceAccounts.Make();

    public string ApiKeyOf(HttpRequest request) => request.Headers[BinanceHeaders.ApiKey].ToString();

    public void MapEndpoints(IEndpointRouteBuilder app) => app.MapBinance();

    public void MapControls(RouteGroupBuilder control)
    {
        control.MapPairs(Name, "pairs", new BinancePairs(market));
        control.MapLimits(limits);
        control.MapReceipts();
    }

    public void ForgiveUsage() => limits.Forgive();

    public void Reset()
    {
        market.Reset();
        limits.Reset();
    }
}
