using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Okx.Endpoints;
using Portfolio.Simulator.Okx.Limits;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx;

internal static class OkxRegistration
{
    public static void AddOkx(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<OkxLimitSettings, OkxLimitSettingsValidator>()
            .BindConfiguration(OkxLimitSettings.Section);
        services.AddSingleton<OkxMarket>();
        services.AddSingleton<OkxLimits>();
        services.AddSingleton<OkxGate>();
        services.AddSingleton<PublicEndpoints>();
        services.AddSingleton<InstrumentEndpoint>();
        services.AddSingleton<TickerEndpoint>();
        services.AddSingleton<IndexEndpoint>();
        services.AddSingleton<TradingEndpoint>();
        services.AddSingleton<ValuationEndpoint>();
        services.AddSingleton<ISimulatedExchange, OkxExchange>();
    }
}
