using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The prices, by one call without a list of pairs. One unknown pair in a list would fail the whole call
/// (home-assistant/core#142910).
/// </summary>
internal sealed class KrakenPrices
{
    private readonly SpotPrices prices;
    private readonly TimeProvider clock;

    public KrakenPrices(
        KrakenClient client, IOptions<KrakenOptions> options, TimeProvider clock, ListMetrics metrics,
        ILogger<KrakenPrices> logger)
    {
        this.clock = clock;
        var market = new SpotMarket(
            ExchangeNames.Kraken, ExchangeNames.Kraken, Pricing, options.Value.PriceAge, options.Value.MarketAge)
        {
            ReadPairs = (readAt, before) => client.GetAsync(
                KrakenPaths.AssetPairs, "", body => KrakenMarket.Read(body, readAt, before), CancellationToken.None),
            ReadTickers = pairs => client.GetAsync(
                KrakenPaths.Ticker, "", body => KrakenTickers.Read(body, pairs), CancellationToken.None),
        };
        prices = new SpotPrices(market, clock, metrics, logger);
    }

    /// <summary>
    /// Kraken quotes almost every asset in USD, so no parity is assumed. Some currencies are quoted the other way
    /// around (USD/JPY), and some assets in other quotes alone.
    /// </summary>
    public static UsdPricing Pricing { get; } = new(
        "USD", "USD", ["USDT", "USDC", "EUR", "GBP", "BTC", "ETH", "AUD", "CAD", "JPY", "CHF"]);

    /// <inheritdoc cref="PriceList.Of"/>
    public async Task<PriceList> GetAsync(CancellationToken ct) =>
        PriceList.Of(await prices.GetAsync(ct), clock.GetUtcNow());

    /// <summary>Null while no current list is available.</summary>
    public async Task<PriceList?> GetCurrentAsync(CancellationToken ct) =>
        await prices.GetAsync(ct) is { IsOld: false, Value: { } list } ? list : null;
}
