using Microsoft.Extensions.DependencyInjection.Extensions;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

internal static class OkxRegistration
{
    /// <summary>Adds OKX to the exchanges a worker reads; settings in <see cref="OkxOptions"/>.</summary>
    public static IServiceCollection AddOkx(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<OkxOptions, OkxOptionsValidator>()
            .BindConfiguration(OkxOptions.Section)
            .RefusePlainHttp(OkxOptions.Section, value => [value.BaseUrl, .. value.Regions.Values]);

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton<ListMetrics>();
        services.AddSingleton<OkxHosts>();
        services.AddSingleton<OkxKeys>();
        services.AddSingleton<OkxWallets>();
        services.AddSingleton<OkxRegionalPrices>();
        services.AddSingleton<OkxNames>();
        services.AddSingleton<OkxTotals>();
        services.AddSingleton<IExchange, OkxExchange>();
        return services;
    }
}
