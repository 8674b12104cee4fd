using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The list of pairs, read every few minutes for all users: it is large and changes seldom.</summary>
internal sealed class BinanceMarkets(
    BinanceClient client, IOptions<BinanceOptions> options, TimeProvider clock, ILogger<BinanceMarkets> logger)
{
    private readonly SharedReading<BinanceMarket> market = new();
    private readonly OptionalParameter withoutPermissions = new("showPermissionSets=false", logger);

    public Task<BinanceMarket> GetAsync(CancellationToken ct) =>
        market.GetAsync(known => clock.GetUtcNow() - known.ReadAt < options.Value.MarketAge, ReadAsync, ct);

    /// <summary>Another than <paramref name="outdated"/>: read now, unless somebody has already done so.</summary>
    public Task<BinanceMarket> GetNewerAsync(BinanceMarket outdated, CancellationToken ct) =>
        market.GetAsync(known => !ReferenceEquals(known, outdated), ReadAsync, ct);

    private Task<BinanceMarket> ReadAsync() => withoutPermissions.AskAsync(query =>
    {
        var askedAt = clock.GetUtcNow();
        return client.GetAsync(
            "/api/v3/exchangeInfo", query, body => BinanceMarket.Read(body, askedAt), CancellationToken.None);
    });
}
