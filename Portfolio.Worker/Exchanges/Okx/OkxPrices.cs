using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>All prices of one host's spot market, read every few seconds at most, once for all users.</summary>
internal sealed class OkxPrices(
    OkxHost host, OkxOptions options, TimeProvider clock, ListMetrics metrics, ILogger logger)
{
    private const string Spot = "instType=SPOT";

    private static readonly TimeSpan PairsServeFor = TimeSpan.FromDays(1);

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

    private readonly PublicList<PriceList> prices = new(
        new ListTerms(ExchangeNames.Okx, "prices", options.PriceAge, PriceList.ServesFor), clock, metrics, logger);

    private readonly PublicList<OkxMarket> markets = new(
        new ListTerms(ExchangeNames.Okx, "pairs", options.MarketAge, PairsServeFor), clock, metrics, logger);

    // Only touched while a reading runs, one at a time.
    private readonly PairMemory memory = new();

    /// <summary>The last good list serves for minutes while no newer one is available.</summary>
    public Task<Listed<PriceList>> GetAsync(CancellationToken ct) => prices.GetAsync(ReadAsync, ct);

    private async Task<ListReading<PriceList>> ReadAsync()
    {
        var pairs = await markets.GetAsync(ReadMarketAsync, CancellationToken.None);
        if (pairs.Value is not { } market)
            throw pairs.Failure ?? new ExchangeException(ErrorKinds.ExchangeUnavailable, null, "There are no pairs.");

        var requestedAt = clock.GetUtcNow();
        var tickers = await host.GetAsync(
            OkxPaths.Tickers, Spot, body => OkxTickers.Read(body, market), CancellationToken.None);
        return tickers.Pairs.Count > 0
            ? new ListReading<PriceList>(
                ListOf(tickers.Pairs, market, pairs.IsOld, requestedAt),
                tickers.Pairs.Count,
                tickers.Unreadable)
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The price list of OKX has no pair that is traded.");
    }

    private PriceList ListOf(
        IReadOnlyList<LivePair> live, OkxMarket market, bool pairsAreOld, DateTimeOffset requestedAt) =>
        new(Pricing.Build(live.Select(pair => memory.Steady(pair, requestedAt)), prices.Latest), requestedAt)
        {
            Host = OkxHosts.PlaceOf(host.Region),
            Pairs = new AssetPairs(market.TradingAssets, market.Assets, market.ReadAt, pairsAreOld),
            Markets = market.States(current: !pairsAreOld),
        };

    private Task<ListReading<OkxMarket>> ReadMarketAsync()
    {
        var (requestedAt, before) = (clock.GetUtcNow(), markets.Latest);
        return host.GetAsync(
            OkxPaths.Instruments, Spot, body => OkxMarket.Read(body, requestedAt, before), CancellationToken.None);
    }
}
