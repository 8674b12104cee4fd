using Microsoft.Extensions.DependencyInjection.Extensions;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Kraken;

internal static class KrakenRegistration
{
    /// <summary>Adds Kraken to the exchanges a worker reads; settings in <see cref="KrakenOptions"/>.</summary>
    public static IServiceCollection AddKraken(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<KrakenOptions, KrakenOptionsValidator>()
            .BindConfiguration(KrakenOptions.Section)
            .RefusePlainHttp(KrakenOptions.Section, value => [value.BaseUrl]);

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton<ListMetrics>();
        services.AddSingleton<KrakenClient>();
        services.AddSingleton<KrakenAssets>();
        services.AddSingleton<KrakenAllocationPages>();
        services.AddSingleton<KrakenKeys>();
        services.AddSingleton<KrakenWallets>();
        services.AddSingleton<KrakenPrices>();
        services.AddSingleton<IExchange, KrakenExchange>();
        return services;
    }
}
