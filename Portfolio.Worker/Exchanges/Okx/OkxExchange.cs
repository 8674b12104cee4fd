using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>OKX, read-only: a key's rights, the account's holdings and their prices.</summary>
internal sealed class OkxExchange(
    OkxHosts hosts, OkxKeys keys, OkxWallets wallets, OkxRegionalPrices prices, OkxNames names,
    OkxTotals totals) : IExchange
{
    public string Name => ExchangeNames.Okx;

    /// <summary>None: OKX counts signed calls per account, and those are spaced.</summary>
    public IReadOnlyList<RequestCost> SyncCosts => [];

    public IReadOnlyList<string> Regions { get; } = [.. hosts.All.Select(host => host.Region)];

    public IReadOnlyList<Rename> Renames => OkxRenames.Known;

    public IReadOnlyList<string> OccasionalWallets { get; } = [WalletNames.EarnOnChain];

    public string PlaceOf(string? region) => OkxHosts.PlaceOf(region);

    public Task<KeyReading> ReadKeyAsync(ExchangeKey key, CancellationToken ct) => keys.ReadAsync(key, ct);

    public Task<AccountReading> ReadAccountAsync(ExchangeKey key, CancellationToken ct) => wallets.ReadAsync(key, ct);

    public Task<WalletReading> ReadOccasionalAsync(ExchangeKey key, string wallet, CancellationToken ct) =>
        wallets.ReadOccasionalAsync(key, wallet, ct);

    public Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> again, CancellationToken ct) =>
        wallets.ReadAgainAsync(key, first, again, ct);

    public Task<PriceList> ReadPricesAsync(string? region, CancellationToken ct) => prices.GetAsync(region, ct);

    public Task<PriceList?> ReadBestPricesAsync(CancellationToken ct) => prices.GetBestAsync(ct);

    public Task<IReadOnlyDictionary<string, string>> ReadAssetNamesAsync(ExchangeKey key, CancellationToken ct) =>
        names.GetAsync(key, ct);

    public Task<AccountTotal?> ReadTotalAsync(ExchangeKey key, PriceList prices, CancellationToken ct) =>
        totals.GetAsync(key, ct);
}
