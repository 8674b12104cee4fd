using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Control;
using Portfolio.Simulator.Kraken.Limits;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken;

/// <summary>Kraken in the simulator: its endpoints, its accounts and its failures.</summary>
internal sealed class KrakenExchange(
    KrakenMarket market, KrakenLimits limits, KrakenLockouts lockouts, KrakenNonces nonces, KrakenConditions conditions)
    : ISimulatedExchange
{
    public const string ExchangeName = "kraken";

    private const string Root = "/0";

    public string Name => ExchangeName;

    public IReadOnlyList<PathString> Paths { get; } = [Root];

    public IReadOnlyList<Wallet> Wallets => KrakenWallets.All;

    public NumberedAccounts NumberedAccounts { get; } = new KrakenNumberedAccounts();

    public IFaultResponder Faults { get; } = new KrakenFaults();

    public LiveDemoScript LiveDemo { get; } = new()
    {
        Moving =
        [
            new("kraken-everyday", KrakenWallets.Spot),
            new("kraken-everyday", KrakenWallets.Rewards),
            new("kraken-everywhere", KrakenWallets.Staked),
        ],
    };

    public IEnumerable<Credential> MakeDemoAccounts() => KrakenAccounts.Make();

    public string ApiKeyOf(HttpRequest request) => request.Headers[KrakenHeaders.Key].ToString();

    /// <summary>Routing would ignore the case of a method's name.</summary>
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        var gate = app.ServiceProvider.GetRequiredService<KrakenGate>();
        app.Map(Root + "/{**method}", (RequestDelegate)gate.ServeAsync);
    }

    public void MapControls(RouteGroupBuilder control)
    {
        control.MapPairs(Name, "pairs", new KrakenPairs(market));
        control.MapLimits(limits, lockouts);
        control.MapNonces(nonces);
        control.MapAccounts(nonces);
        control.MapConditions(conditions);
    }

    public void ForgiveUsage()
    {
        limits.Forgive();
        lockouts.Forgive();
    }

    public void Reset()
    {
        market.Reset();
        limits.Reset();
        lockouts.Forgive();
        nonces.Reset();
        conditions.Reset();
    }
}
