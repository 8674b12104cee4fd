using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>All prices, read every few seconds at most, once for all users.</summary>
internal sealed class BinancePrices(
    BinanceClient client,
    BinanceMarkets markets,
    BinanceLiquidity liquidity,
    IOptions<BinanceOptions> options,
    TimeProvider clock,
    ListMetrics metrics,
    ILogger<BinancePrices> logger)
{
    /// <summary>
    /// Binance quotes nothing in USD, so one USDT counts as one dollar: the only assumption, named as the source.
    /// </summary>
    public static UsdPricing Pricing { get; } = new(
        "USDT",
        "USDT=USD",
        [
            "USDC", "FDUSD", "USD1", "TUSD", "USDP", "DAI", "BUSD",
            "BTC", "ETH", "BNB",
            "EUR", "TRY", "BRL",
        ]);

    private readonly PublicList<PriceList> prices = new(
        new ListTerms(ExchangeNames.Binance, "prices", options.Value.PriceAge, PriceList.ServesFor),
        clock,
        metrics,
        logger);

    private readonly OptionalParameter tradingOnly = new("symbolStatus=TRADING", logger);

    // Symbols that were missing even from a fresh list of pairs. Only touched while a reading runs, one at a time.
    private readonly HashSet<string> unlisted = [];

    private readonly PairMemory memory = new();

    /// <inheritdoc cref="PriceList.Of"/>
    public async Task<PriceList> GetAsync(CancellationToken ct) =>
        PriceList.Of(await prices.GetAsync(ReadAsync, ct), clock.GetUtcNow());

    /// <summary>Null while there is no current list.</summary>
    public async Task<PriceList?> GetCurrentAsync(CancellationToken ct) =>
        await prices.GetAsync(ReadAsync, ct) is { Value: { } current, IsOld: false } ? current : null;

    private async Task<ListReading<PriceList>> ReadAsync()
    {
        var pairs = await markets.GetAsync(CancellationToken.None);
        if (pairs.Value is not { } market)
            throw pairs.Failure ?? new ExchangeException(ErrorKinds.ExchangeUnavailable, null, "There are no pairs.");

        var (tickers, requestedAt) = await tradingOnly.SendAsync(query => ReadTickersAsync(query, market));
        if (tickers.Rows.Exists(row => !market.Knows(row.Symbol) && !unlisted.Contains(row.Symbol)))
        {
            pairs = await markets.GetNewerAsync(market, CancellationToken.None);
            var newer = pairs.Value ?? market;
            if (!ReferenceEquals(newer, market))
                unlisted.UnionWith(tickers.Rows.Select(row => row.Symbol).Where(symbol => !newer.Knows(symbol)));
            market = newer;
        }

        var markets24h = await liquidity.GetAsync(CancellationToken.None);
        var live = market.Live(tickers.Rows)
            .Select(pair => pair with { Market = markets24h?.GetValueOrDefault(pair.Symbol) ?? default })
            .Select(pair => memory.Steady(pair, requestedAt))
            .ToList();
        return live.Count > 0
            ? new ListReading<PriceList>(
                ListOf(live, market, pairs.IsOld, requestedAt), live.Count, tickers.Unreadable)
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The price list of Binance has no pair that trades.");
    }

    private PriceList ListOf(
        List<LivePair> live, BinanceMarket market, bool pairsAreOld, DateTimeOffset requestedAt) =>
        new(Pricing.Build(live, prices.Latest), requestedAt)
        {
            Host = ExchangeNames.Binance,
            Pairs = new AssetPairs(market.TradingAssets, market.Assets, market.ReadAt, pairsAreOld),
            Markets = market.States(current: !pairsAreOld),
        };

    private async Task<(TickerList Tickers, DateTimeOffset AskedAt)> ReadTickersAsync(
        string query, BinanceMarket market)
    {
        var requestedAt = clock.GetUtcNow();
        var tickers = await client.GetAsync(
            "/api/v3/ticker/price", query, body => TickerRow.ReadAll(body, market), CancellationToken.None);
        return (tickers, requestedAt);
    }
}
