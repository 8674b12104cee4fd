using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The prices of one host's spot market.</summary>
internal static class OkxPrices
{
    private const string Spot = "instType=SPOT";

    /// <summary>
    /// OKX quotes in USD, so no parity is assumed: a stablecoin has its market price. An asset without a USD pair is
    /// priced through the most common quote coins and currencies.
    /// </summary>
    public static UsdPricing Pricing { get; } = new(
        "USD",
        "USD",
        [
            "USDT", "USDC", "USDG", "EUR", "EURC",
            "BTC", "ETH", "SOL",
            "TRY", "BRL", "AED", "AUD", "SGD",
        ]);

    public static SpotPrices Of(
        OkxHost host, OkxOptions options, TimeProvider clock, ListMetrics metrics, ILogger logger) =>
        new(
            new SpotMarket(
                ExchangeNames.Okx, OkxHosts.PlaceOf(host.Region), Pricing, options.PriceAge, options.MarketAge)
            {
                ReadPairs = (readAt, before) => host.GetAsync(
                    OkxPaths.Instruments, Spot, body => OkxMarket.Read(body, readAt, before), CancellationToken.None),
                ReadTickers = pairs => host.GetAsync(
                    OkxPaths.Tickers, Spot, body => OkxTickers.Read(body, pairs), CancellationToken.None),
            },
            clock,
            metrics,
            logger);
}
