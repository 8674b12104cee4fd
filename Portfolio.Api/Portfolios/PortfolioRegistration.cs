using Portfolio.Api.Currencies;

namespace Portfolio.Api.Portfolios;

internal static class PortfolioRegistration
{
    public static void AddPortfolios(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NamePortfolioHandler>();
        builder.Services.AddSingleton<DeletePortfolioHandler>();
        builder.Services.AddSingleton<HoldingsFile>();
        builder.Services.AddSingleton<HistoryReader>();
        builder.Services.AddSingleton<TransactionReader>();
        builder.Services.AddSingleton<CurrencyReader>();
    }
}
