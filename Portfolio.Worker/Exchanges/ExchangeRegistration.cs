using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Worker.Exchanges;

/// <summary>The exchanges this worker talks to; each is one folder and one line here.</summary>
internal static class ExchangeRegistration
{
    public static void AddExchanges(this IHostApplicationBuilder builder) => builder.Services.AddBinance();
}
