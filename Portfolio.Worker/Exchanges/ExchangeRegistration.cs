using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges.Binance;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Worker.Exchanges;

/// <summary>The exchanges this worker talks to; each is one folder and one line here.</summary>
internal static class ExchangeRegistration
{
    public static void AddExchanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<EgressOptions>().BindConfiguration(EgressOptions.Section);
        builder.Services.AddSingleton<EgressAddress>();
        builder.AddBudgets();
        builder.Services.AddBinance().AddOkx();
    }
}
