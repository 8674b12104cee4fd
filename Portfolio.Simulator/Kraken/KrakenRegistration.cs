using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Kraken.Endpoints;
using Portfolio.Simulator.Kraken.Limits;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken;

internal static class KrakenRegistration
{
    public static void AddKraken(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<KrakenLimitSettings, KrakenLimitSettingsValidator>()
            .BindConfiguration(KrakenLimitSettings.Section);
        services.AddSingleton<KrakenMarket>();
        services.AddSingleton<KrakenConditions>();
        services.AddSingleton<KrakenLimits>();
        services.AddSingleton<KrakenLockouts>();
        services.AddSingleton<KrakenNonces>();
        services.AddSingleton<KrakenRules>();
        services.AddSingleton<KrakenMethods>();
        services.AddSingleton<KrakenGate>();
        services.AddSingleton<SystemEndpoints>();
        services.AddSingleton<PairEndpoint>();
        services.AddSingleton<TickerEndpoint>();
        services.AddSingleton<KeyInfoEndpoint>();
        services.AddSingleton<TradeBalanceEndpoint>();
        services.AddSingleton<AllocationEndpoint>();
        services.AddSingleton<StrategyEndpoint>();
        services.AddSingleton<ISimulatedExchange, KrakenExchange>();
    }
}
