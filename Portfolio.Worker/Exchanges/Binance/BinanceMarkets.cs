using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The list of pairs, read every few minutes for all users: it is large and changes seldom.</summary>
internal sealed class BinanceMarkets(
    BinanceClient client,
    IOptions<BinanceOptions> options,
    TimeProvider clock,
    ListMetrics metrics,
    ILogger<BinanceMarkets> logger)
{
    private static readonly TimeSpan ServesFor = TimeSpan.FromDays(1);

    private readonly PublicList<BinanceMarket> market = new(
        new ListTerms(ExchangeNames.Binance, "pairs", options.Value.MarketAge, ServesFor), clock, metrics, logger);

    private readonly OptionalParameter withoutPermissions = new("showPermissionSets=false", logger);

    /// <summary>The last good list serves for a day while no newer one is available.</summary>
    public Task<Listed<BinanceMarket>> GetAsync(CancellationToken ct) => market.GetAsync(ReadAsync, ct);

    /// <summary>
    /// A newer list than <paramref name="outdated"/>: read now, unless another caller has already done so.
    /// </summary>
    public Task<Listed<BinanceMarket>> GetNewerAsync(BinanceMarket outdated, CancellationToken ct) =>
        market.GetNewerAsync(outdated, ReadAsync, ct);

    private Task<ListReading<BinanceMarket>> ReadAsync() => withoutPermissions.SendAsync(query =>
    {
        var (requestedAt, before) = (clock.GetUtcNow(), market.Latest);
        return client.GetAsync(
            "/api/v3/exchangeInfo",
            query,
            body => BinanceMarket.Read(body, requestedAt, before),
            CancellationToken.None);
    });
}
