using Portfolio.Simulator.Binance.Endpoints;

namespace Portfolio.Simulator.Binance;

/// <summary>The endpoints of Binance a read-only sync can need, with their weights.</summary>
internal static class BinanceRoutes
{
    public static void MapBinance(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var gate = services.GetRequiredService<BinanceGate>();
        foreach (var route in Routes(services))
            app.MapMethods(route.Path, [route.Method], (RequestDelegate)(context => gate.ServeAsync(context, route)));
    }

    private static IEnumerable<BinanceRoute> Routes(IServiceProvider services) =>
    [
        .. General(
            services.GetRequiredService<GeneralEndpoints>(), services.GetRequiredService<ExchangeInfoEndpoint>()),
        .. Prices(services.GetRequiredService<PriceEndpoint>(), services.GetRequiredService<DayEndpoint>()),
        .. Account(services.GetRequiredService<AccountEndpoints>()),
        .. Wallets(services.GetRequiredService<WalletEndpoints>()),
        .. Margin(),
    ];

    private static IEnumerable<BinanceRoute> General(GeneralEndpoints general, ExchangeInfoEndpoint exchangeInfo) =>
    [
        Public("/api/v3/ping", 1, GeneralEndpoints.Ping),
        Public("/api/v3/time", 1, general.Time),
        Public("/sapi/v1/system/status", 1, GeneralEndpoints.SystemStatus),
        Public(
            "/api/v3/exchangeInfo", 20, exchangeInfo.Get,
            "symbol", "symbols", "permissions", "showPermissionSets", "symbolStatus"),
    ];

    private static IEnumerable<BinanceRoute> Prices(PriceEndpoint prices, DayEndpoint day) =>
    [
        new(
            HttpMethods.Get, "/api/v3/ticker/price", Signed: false,
            parameters => parameters["symbol"] is null ? 4 : 2,
            prices.Get, ["symbol", "symbols", "symbolStatus"]),
        new(
            HttpMethods.Get, "/api/v3/ticker/24hr", Signed: false, DayEndpoint.Weight, day.Get, ["symbol", "symbols"]),
    ];

    private static IEnumerable<BinanceRoute> Account(AccountEndpoints account) =>
    [
        Signed(HttpMethods.Get, "/api/v3/account", 20, account.Get, "omitZeroBalances"),
        Signed(HttpMethods.Get, "/sapi/v1/account/apiRestrictions", 1, AccountEndpoints.Restrictions)
            with { NeedsReading = false },
        Signed(HttpMethods.Get, "/sapi/v1/account/status", 1, AccountEndpoints.Status),
    ];

    private static IEnumerable<BinanceRoute> Wallets(WalletEndpoints wallets) =>
    [
        Signed(HttpMethods.Get, "/sapi/v1/capital/config/getall", 10, CoinEndpoint.GetAll),
        Signed(
            HttpMethods.Post, "/sapi/v1/asset/get-funding-asset", 1, wallets.Funding, "asset", "needBtcValuation"),
        Signed(HttpMethods.Post, "/sapi/v3/asset/getUserAsset", 5, wallets.UserAssets, "asset", "needBtcValuation"),
        Signed(HttpMethods.Get, "/sapi/v1/asset/wallet/balance", 60, wallets.Totals, "quoteAsset"),
        Signed(
            HttpMethods.Get, "/sapi/v1/simple-earn/flexible/position", 150, EarnEndpoints.Flexible,
            "asset", "productId", "current", "size"),
        Signed(
            HttpMethods.Get, "/sapi/v1/simple-earn/locked/position", 150, EarnEndpoints.Locked,
            "asset", "positionId", "projectId", "current", "size"),
    ];

    private static IEnumerable<BinanceRoute> Margin() =>
    [
        Signed(
            HttpMethods.Get, "/sapi/v1/onchain-yields/locked/position", 150, EarnEndpoints.OnChain,
            "asset", "positionId", "projectId", "current", "size"),
        Signed(HttpMethods.Get, "/sapi/v1/margin/account", 10, MarginEndpoints.Cross),
        Signed(HttpMethods.Get, "/sapi/v1/margin/isolated/account", 10, MarginEndpoints.Isolated, "symbols"),
        Signed(HttpMethods.Get, "/fapi/v3/account", 5, FuturesEndpoints.Usd),
        Signed(HttpMethods.Get, "/dapi/v1/account", 5, FuturesEndpoints.Coin),
    ];

    private static BinanceRoute Public(
        string path, int weight, Func<BinanceCall, BinanceAnswer> answer, params string[] optional) =>
        new(HttpMethods.Get, path, Signed: false, _ => weight, answer, optional);

    private static BinanceRoute Signed(
        string method, string path, int weight, Func<BinanceCall, BinanceAnswer> answer, params string[] optional) =>
        new(method, path, Signed: true, _ => weight, answer, optional);
}
