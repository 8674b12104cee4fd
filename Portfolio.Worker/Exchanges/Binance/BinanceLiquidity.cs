using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// How busy each pair is: volume of a day, bid and ask. It changes slowly and has twenty times the weight of the
/// prices, so it is read every few minutes. Without it, pairs are chosen by the order of preference alone.
/// </summary>
internal sealed class BinanceLiquidity(
    BinanceClient client,
    IOptions<BinanceOptions> options,
    TimeProvider clock,
    ListMetrics metrics,
    ILogger<BinanceLiquidity> logger)
{
    private static readonly TimeSpan ServesFor = TimeSpan.FromDays(1);

    private readonly PublicList<Dictionary<string, PairMarket>> markets = new(
        new ListTerms(ExchangeNames.Binance, "liquidity", options.Value.LiquidityAge, ServesFor)
        {
            RetryAfter = options.Value.LiquidityAge,
        },
        clock,
        metrics,
        logger);

    /// <summary>By symbol; null when it is not available.</summary>
    public async Task<IReadOnlyDictionary<string, PairMarket>?> GetAsync(CancellationToken ct) =>
        (await markets.GetAsync(ReadAsync, ct)).Value;

    private Task<ListReading<Dictionary<string, PairMarket>>> ReadAsync() =>
        client.GetAsync(BinanceLimits.DayPath, "", Read, CancellationToken.None);

    private static ListReading<Dictionary<string, PairMarket>> Read(ReadOnlySpan<byte> body)
    {
        var read = ListRows.OfArray(body, BinanceJson.Default.BinanceDayBody);
        var (markets, unreadable) = (new Dictionary<string, PairMarket>(read.Rows.Count), read.Unreadable);
        foreach (var row in read.Rows)
        {
            if (row is { Symbol: { } symbol, LastPrice: { } price, Volume: { } volume })
                markets[symbol] = PairMarket.Of(price, volume, row.QuoteVolume, row.BidPrice ?? 0, row.AskPrice ?? 0);
            else
                unreadable++;
        }

        return new ListReading<Dictionary<string, PairMarket>>(markets, markets.Count, unreadable);
    }
}
