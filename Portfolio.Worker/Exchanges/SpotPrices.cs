using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges;

/// <summary>Where the prices of a spot market come from.</summary>
/// <param name="Exchange">As in <see cref="Contracts.Exchanges.ExchangeNames"/>; for metrics and logs.</param>
/// <param name="Host">As in <see cref="PriceList.Host"/>.</param>
/// <param name="PriceAge">How old a price may be and still be used.</param>
/// <param name="PairAge">How old the list of pairs may be.</param>
internal sealed record SpotMarket(
    string Exchange, string Host, UsdPricing Pricing, TimeSpan PriceAge, TimeSpan PairAge)
{
    /// <summary>Given the time of the request, and the list before; null: there is none.</summary>
    public required Func<DateTimeOffset, SpotPairs?, Task<ListReading<SpotPairs>>> ReadPairs { get; init; }

    public required Func<SpotPairs, Task<LivePairs>> ReadTickers { get; init; }
}

/// <summary>The last prices of live pairs.</summary>
/// <param name="Pairs">Of pairs that trade and have a price; a stale price prices nothing.</param>
/// <param name="Unreadable">Rows that were skipped.</param>
internal sealed record LivePairs(IReadOnlyList<LivePair> Pairs, int Unreadable);

/// <summary>
/// All prices of a spot market that lists its pairs apart from their prices, read every few seconds at most, once for
/// all users.
/// </summary>
internal sealed class SpotPrices(SpotMarket market, TimeProvider clock, ListMetrics metrics, ILogger logger)
{
    private static readonly TimeSpan PairsServeFor = TimeSpan.FromDays(1);

    private readonly PublicList<PriceList> prices = new(
        new ListTerms(market.Exchange, "prices", market.PriceAge, PriceList.ServesFor), clock, metrics, logger);

    private readonly PublicList<SpotPairs> pairs = new(
        new ListTerms(market.Exchange, "pairs", market.PairAge, PairsServeFor), clock, metrics, logger);

    // Only touched while a reading runs, one at a time.
    private readonly PairMemory memory = new();

    /// <summary>The last good list serves for minutes while no newer one is available.</summary>
    public Task<Listed<PriceList>> GetAsync(CancellationToken ct) => prices.GetAsync(ReadAsync, ct);

    private async Task<ListReading<PriceList>> ReadAsync()
    {
        var listed = await pairs.GetAsync(
            () => market.ReadPairs(clock.GetUtcNow(), pairs.Latest), CancellationToken.None);
        if (listed.Value is not { } known)
            throw listed.Failure ?? new ExchangeException(ErrorKinds.ExchangeUnavailable, null, "There are no pairs.");

        var requestedAt = clock.GetUtcNow();
        var tickers = await market.ReadTickers(known);
        return tickers.Pairs.Count > 0
            ? new ListReading<PriceList>(
                ListOf(tickers.Pairs, known, listed.IsOld, requestedAt), tickers.Pairs.Count, tickers.Unreadable)
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, $"The price list of {market.Host} has no pair that is traded.");
    }

    private PriceList ListOf(
        IReadOnlyList<LivePair> live, SpotPairs known, bool pairsAreOld, DateTimeOffset requestedAt) =>
        new(market.Pricing.Build(live.Select(pair => memory.Steady(pair, requestedAt)), prices.Latest), requestedAt)
        {
            Host = market.Host,
            Pairs = new AssetPairs(known.TradingAssets, known.Assets, known.ReadAt, pairsAreOld),
            Markets = known.States(current: !pairsAreOld),
        };
}
