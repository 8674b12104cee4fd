using Portfolio.Simulator.Okx.Endpoints;

namespace Portfolio.Simulator.Okx;

/// <summary>The endpoints of OKX a read-only sync can need, at each of its hosts.</summary>
internal static class OkxRoutes
{
    public static void MapOkx(this IEndpointRouteBuilder app)
    {
        var gate = app.ServiceProvider.GetRequiredService<OkxGate>();
        foreach (var region in OkxRegion.All)
        {
            foreach (var route in Routes(app.ServiceProvider))
                app.Map(region.Prefix + route.Path, (RequestDelegate)(http => gate.ServeAsync(http, route, region)));
        }
    }

    private static IEnumerable<OkxRoute> Routes(IServiceProvider services) =>
    [
        Public("public/time", services.GetRequiredService<PublicEndpoints>().Time),
        Public("public/instruments", services.GetRequiredService<InstrumentEndpoint>().Get) with
        {
            CountedBy = "instType",
        },
        Public("market/tickers", services.GetRequiredService<TickerEndpoint>().Get),
        Public("market/index-tickers", services.GetRequiredService<IndexEndpoint>().Get),
        Public("system/status", PublicEndpoints.Status),
        Signed("account/balance", services.GetRequiredService<TradingEndpoint>().Get),
        Signed("account/config", ConfigEndpoint.Get),
        Signed("asset/balances", FundingEndpoints.Balances),
        Signed("asset/currencies", CurrencyEndpoint.Get),
        Signed("asset/asset-valuation", services.GetRequiredService<ValuationEndpoint>().Get),
        Signed("asset/non-tradable-assets", FundingEndpoints.NonTradable),
        Signed("finance/savings/balance", FundingEndpoints.Savings),
        Signed("finance/staking-defi/orders-active", OnChainEndpoint.Orders),
    ];

    private static OkxRoute Public(string name, Func<OkxCall, OkxAnswer> answer) => new(name, Signed: false, answer);

    private static OkxRoute Signed(string name, Func<OkxCall, OkxAnswer> answer) => new(name, Signed: true, answer);
}
