using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>All prices, read every few seconds at most, once for all users.</summary>
internal sealed class BinancePrices(
    BinanceClient client,
    BinanceMarkets markets,
    IOptions<BinanceOptions> options,
    TimeProvider clock,
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

    private readonly SharedReading<PriceList> prices = new();
    private readonly OptionalParameter tradingOnly = new("symbolStatus=TRADING", logger);

    // Symbols that even a fresh list of pairs did not have. Only touched while a reading runs, one at a time.
    private readonly HashSet<string> unlisted = [];

    public Task<PriceList> GetAsync(CancellationToken ct) =>
        prices.GetAsync(known => clock.GetUtcNow() - known.ReadAt < options.Value.PriceAge, ReadAsync, ct);

    private async Task<PriceList> ReadAsync()
    {
        var market = await markets.GetAsync(CancellationToken.None);
        var (rows, askedAt) = await tradingOnly.AskAsync(query => ReadTickersAsync(query, market));

        if (rows.Exists(row => !market.Knows(row.Symbol) && !unlisted.Contains(row.Symbol)))
        {
            market = await markets.GetNewerAsync(market, CancellationToken.None);
            unlisted.UnionWith(rows.Select(row => row.Symbol).Where(symbol => !market.Knows(symbol)));
        }

        var live = market.Live(rows).ToList();
        var assets = live.SelectMany(pair => new[] { pair.Base, pair.Quote }).ToHashSet();
        return live.Count > 0
            ? new PriceList(Pricing.Build(live), askedAt, Renames.InForce(BinanceRenames.Known, assets))
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The price list of Binance has no pair that trades.");
    }

    private async Task<(List<TickerRow> Rows, DateTimeOffset AskedAt)> ReadTickersAsync(
        string query, BinanceMarket market)
    {
        var askedAt = clock.GetUtcNow();
        var rows = await client.GetAsync(
            "/api/v3/ticker/price", query, body => TickerRow.ReadAll(body, market), CancellationToken.None);
        return (rows, askedAt);
    }
}
