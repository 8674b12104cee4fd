using Portfolio.Contracts.Prices;
using Portfolio.Storage.Prices;
using Portfolio.Worker.Exchanges;
using Quartz;

namespace Portfolio.Worker.Prices;

/// <summary>
/// Refreshes the price of each asset that any user holds: one reading of the public lists for all of them, whatever
/// the number of connections, and none at an exchange where no one holds anything.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class RefreshPricesJob(
    AssetPriceStore store, IEnumerable<IExchange> exchanges, TimeProvider clock, ILogger<RefreshPricesJob> logger)
    : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        await Task.WhenAll(exchanges.Select(exchange => RefreshAsync(exchange, ct)));
        await store.PruneAsync(clock.GetUtcNow(), ct);
    }

    /// <summary>An exchange that gives no current list keeps its last prices, which tell their age.</summary>
    public async Task RefreshAsync(IExchange exchange, CancellationToken ct)
    {
        var held = await store.HeldAsync(exchange.Name, ct);
        if (held.Count is 0)
            return;

        if ((await exchange.ReadBestPricesAsync(ct))?.Knowing(exchange.Renames) is not { } list)
        {
            LogNotRefreshed(exchange.Name);
            return;
        }

        var currencies = CurrencyCodes.All.Where(code => list.Find(code) is not null).ToList();
        var prices = held.Union(currencies).Select(symbol => PriceOf(symbol, list)).OfType<AssetPrice>().ToList();
        await store.RefreshAsync(exchange.Name, prices, currencies, list.ReadAt, ct);
    }

    private static AssetPrice? PriceOf(string symbol, PriceList list) =>
        list.Find(symbol) is { Host: { } host } price ? new AssetPrice(symbol, price.Usd, price.Source, host) : null;

    [LoggerMessage(LogLevel.Warning, "The prices of {Exchange} were not refreshed: it gives no current list")]
    private partial void LogNotRefreshed(string exchange);
}
