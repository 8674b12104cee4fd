using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Okx.Accounts;
using Portfolio.Simulator.Okx.Control;
using Portfolio.Simulator.Okx.Limits;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx;

/// <summary>OKX with all its hosts in the simulator: its endpoints, its accounts and its failures.</summary>
internal sealed class OkxExchange(OkxMarket market, OkxLimits limits) : ISimulatedExchange
{
    public const string ExchangeName = "okx";

    public string Name => ExchangeName;

    public IReadOnlyList<PathString> Paths { get; } = [.. OkxRegion.All.Select(region => (PathString)region.ApiPath)];

    public IReadOnlyList<Wallet> Wallets => OkxWallets.All;

    public NumberedAccounts NumberedAccounts { get; } = new OkxNumberedAccounts();

    public IFaultResponder Faults { get; } = new OkxFaults();

    public LiveDemoScript LiveDemo { get; } = new()
    {
        Moving = [new("okx-everyday", OkxWallets.Trading)],
        WithPositions = [new("okx-positions", OkxWallets.Trading)],
    };

    public IEnumerable<Credential> MakeDemoAccounts() => OkxAccounts.Make();

    public string ApiKeyOf(HttpRequest request) => request.Headers[OkxHeaders.Key].ToString();

    public void MapEndpoints(IEndpointRouteBuilder app) => app.MapOkx();

    public void MapControls(RouteGroupBuilder control)
    {
        control.MapPairs(Name, "instruments", new OkxPairs(market));
        control.MapLimits(limits);
    }

    public void ForgiveUsage() => limits.Forgive();

    public void Reset()
    {
        market.Reset();
        limits.Reset();
    }
}
