using System.Collections.Frozen;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// Kraken's spot accounts, read-only: a key's rights, the account's holdings and their prices. Kraken Futures is
/// another host with keys of its own.
/// </summary>
internal sealed class KrakenExchange(KrakenKeys keys, KrakenWallets wallets, KrakenPrices prices) : IExchange
{
    public string Name => ExchangeNames.Kraken;

    /// <summary>None: Kraken counts private calls per key.</summary>
    public IReadOnlyList<RequestCost> SyncCosts => [];

    public IReadOnlyList<string> Regions => [];

    public IReadOnlyList<Rename> Renames => KrakenRenames.Known;

    public string PlaceOf(string? region) => Name;

    public Task<KeyReading> ReadKeyAsync(ExchangeKey key, CancellationToken ct) => keys.ReadAsync(key, ct);

    public Task<AccountReading> ReadAccountAsync(ExchangeKey key, CancellationToken ct) => wallets.ReadAsync(key, ct);

    public Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> again, CancellationToken ct) =>
        wallets.ReadAgainAsync(key, first, again, ct);

    public Task<PriceList> ReadPricesAsync(string? region, CancellationToken ct) => prices.GetAsync(ct);

    public Task<PriceList?> ReadBestPricesAsync(CancellationToken ct) => prices.GetCurrentAsync(ct);

    /// <summary>None: its lists have no names of assets.</summary>
    public Task<IReadOnlyDictionary<string, string>> ReadAssetNamesAsync(ExchangeKey key, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(FrozenDictionary<string, string>.Empty);

    /// <summary>
    /// Null: no endpoint has a total that is certain to have every wallet in it and that a key for funds alone may read
    /// (TradeBalance needs the right to query orders by one page of the documentation).
    /// </summary>
    public Task<AccountTotal?> ReadTotalAsync(ExchangeKey key, PriceList prices, CancellationToken ct) =>
        Task.FromResult<AccountTotal?>(null);
}
