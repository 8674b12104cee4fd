using Portfolio.Simulator.Binance.Endpoints;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Binance;

internal static class BinanceRegistration
{
    public static void AddBinance(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<LimitSettings, LimitSettingsValidator>()
            .BindConfiguration(LimitSettings.Section);
        services.AddSingleton<BinanceMarket>();
        services.AddSingleton<BinanceLimits>();
        services.AddSingleton<BinanceGate>();
        services.AddSingleton<GeneralEndpoints>();
        services.AddSingleton<ExchangeInfoEndpoint>();
        services.AddSingleton<PriceEndpoint>();
        services.AddSingleton<DayEndpoint>();
        services.AddSingleton<AccountEndpoints>();
        services.AddSingleton<WalletEndpoints>();
        services.AddSingleton<ISimulatedExchange, BinanceExchange>();
    }
}
