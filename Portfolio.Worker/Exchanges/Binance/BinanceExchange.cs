using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Binance, read-only: a key's rights, the account's holdings and their prices.</summary>
internal sealed class BinanceExchange(
    BinanceClient client,
    BinanceWallets wallets,
    BinancePrices prices,
    BinanceNames names,
    BinanceTotals totals,
    IOptions<BinanceOptions> options) : IExchange
{
    public string Name => ExchangeNames.Binance;

    public IReadOnlyList<RequestCost> SyncCosts => client.SyncCosts;

    public ExpensiveWallets? Expensive { get; } = new(client.EarnCosts);

    public IReadOnlyList<string> Regions => [];

    public IReadOnlyList<Rename> Renames => BinanceRenames.Known;

    public IReadOnlyList<string> OccasionalWallets { get; } =
    [
        WalletNames.EarnOnChain, WalletNames.MarginCross, WalletNames.MarginIsolated, WalletNames.FuturesUsd,
        WalletNames.FuturesCoin,
    ];

    public string PlaceOf(string? region) => Name;

    public async Task<KeyReading> ReadKeyAsync(ExchangeKey key, CancellationToken ct)
    {
        try
        {
            return await client.GetSignedAsync(BinanceKey.Path, "", key, BinanceKey.Read, ct);
        }
        catch (ExchangeException missing) when (missing.Code is "404")
        {
            return options.Value.AllowUnverifiedKeys
                ? new KeyReading(CanRead: true, ["read"], [])
                : throw new ExchangeException(
                    ErrorKinds.Internal,
                    missing.Code,
                    $"The venue at {BinanceOptions.Section}:BaseUrl cannot tell what a key may do; only "
                    + $"{BinanceOptions.Section}:AllowUnverifiedKeys would accept its keys.",
                    null,
                    missing);
        }
    }

    public Task<AccountReading> ReadAccountAsync(ExchangeKey key, CancellationToken ct) =>
        wallets.ReadAsync(key, ct);

    public Task<AccountReading> ReadCheapWalletsAsync(ExchangeKey key, CancellationToken ct) =>
        wallets.ReadWithoutEarnAsync(key, ct);

    public Task<AccountReading> ReadSkippedAsync(ExchangeKey key, AccountReading cheap, CancellationToken ct) =>
        wallets.ReadSkippedAsync(key, cheap, ct);

    public Task<WalletReading> ReadOccasionalAsync(ExchangeKey key, string wallet, CancellationToken ct) =>
        wallets.ReadWalletAsync(wallet, key, ct);

    public Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> again, CancellationToken ct) =>
        wallets.ReadAgainAsync(key, first, again, ct);

    public Task<PriceList> ReadPricesAsync(string? region, CancellationToken ct) => prices.GetAsync(ct);

    public Task<PriceList?> ReadBestPricesAsync(CancellationToken ct) => prices.GetCurrentAsync(ct);

    public Task<IReadOnlyDictionary<string, string>> ReadAssetNamesAsync(ExchangeKey key, CancellationToken ct) =>
        names.GetAsync(key, ct);

    public Task<AccountTotal?> ReadTotalAsync(ExchangeKey key, PriceList prices, CancellationToken ct) =>
        totals.GetAsync(key, prices, ct);
}
