using Microsoft.Extensions.DependencyInjection.Extensions;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Binance;

internal static class BinanceRegistration
{
    /// <summary>Adds Binance to the exchanges a worker reads; settings in <see cref="BinanceOptions"/>.</summary>
    public static IServiceCollection AddBinance(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<BinanceOptions, BinanceOptionsValidator>()
            .BindConfiguration(BinanceOptions.Section)
            .RefusePlainHttp(BinanceOptions.Section, BinanceAddresses.Set);

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton<ListMetrics>();
        services.AddSingleton<BinanceClient>();
        services.AddSingleton<BinanceMarkets>();
        services.AddSingleton<BinanceLiquidity>();
        services.AddSingleton<BinancePrices>();
        services.AddSingleton<BinanceNames>();
        services.AddSingleton<BinanceTotals>();
        services.AddSingleton<BinanceWallets>();
        services.AddSingleton<IExchange, BinanceExchange>();
        return services;
    }
}
