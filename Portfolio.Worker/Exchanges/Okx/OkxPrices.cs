using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>All prices of one host's spot market, read every few seconds at most, once for all users.</summary>
internal sealed class OkxPrices(OkxHost host, OkxOptions options, TimeProvider clock)
{
    private const string Spot = "instType=SPOT";

    /// <summary>
    /// OKX quotes in USD, so nothing is assumed: a stablecoin is worth what it is traded for. What has no USD pair goes
    /// through the coins and the money that most is quoted in.
    /// </summary>
    public static UsdPricing Pricing { get; } = new(
        "USD",
        "USD",
        [
            "USDT", "USDC", "USDG", "EUR", "EURC",
            "BTC", "ETH", "SOL",
            "TRY", "BRL", "AED", "AUD", "SGD",
        ]);

    private readonly SharedReading<PriceList> prices = new();
    private readonly SharedReading<OkxMarket> market = new();

    public Task<PriceList> GetAsync(CancellationToken ct) =>
        prices.GetAsync(known => clock.GetUtcNow() - known.ReadAt < options.PriceAge, ReadAsync, ct);

    private async Task<PriceList> ReadAsync()
    {
        var pairs = await market.GetAsync(
            known => clock.GetUtcNow() - known.ReadAt < options.MarketAge,
            ReadMarketAsync,
            CancellationToken.None);
        var askedAt = clock.GetUtcNow();
        var live = await host.GetAsync(OkxPaths.Tickers, Spot, pairs.Prices, CancellationToken.None);
        var assets = live.SelectMany(pair => new[] { pair.Base, pair.Quote }).ToHashSet();
        return live.Count > 0
            ? new PriceList(Pricing.Build(live), askedAt, Renames.InForce(OkxRenames.Known, assets))
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The price list of OKX has no pair that is traded.");
    }

    private Task<OkxMarket> ReadMarketAsync()
    {
        var askedAt = clock.GetUtcNow();
        return host.GetAsync(
            OkxPaths.Instruments, Spot, body => OkxMarket.Read(body, askedAt), CancellationToken.None);
    }
}
