using Portfolio.Worker.Exchanges.Binance;
using Portfolio.Worker.Exchanges.Kraken;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Worker.Exchanges;

/// <summary>The exchanges this worker talks to; each is one folder and one line here.</summary>
internal static class ExchangeRegistration
{
    public static void AddExchanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EgressAddress>();
        builder.Services.AddBinance().AddOkx().AddKraken();
    }
}
