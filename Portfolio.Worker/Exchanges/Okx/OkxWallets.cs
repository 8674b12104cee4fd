using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>Every wallet of an account, read side by side.</summary>
internal sealed class OkxWallets(OkxHosts hosts)
{
    public async Task<AccountReading> ReadAsync(ExchangeKey key, CancellationToken ct)
    {
        var host = hosts.Of(key);
        using var time = WalletTime.Begin(key, ct);
        var trading = host.GetSignedAsync(OkxPaths.Trading, "", time.Key, OkxTrading.Read, time.Token);
        var wallets = await Task.WhenAll(
            WalletReads.ReadAsync(WalletNames.Trading, async () => (await trading).Balances),
            WalletReads.ReadAsync(
                WalletNames.Funding,
                () => host.GetSignedAsync(OkxPaths.Funding, "", time.Key, ReadFunding, time.Token)),
            WalletReads.ReadAsync(
                WalletNames.EarnFlexible,
                () => host.GetSignedAsync(OkxPaths.Savings, "", time.Key, ReadSavings, time.Token)));
        ct.ThrowIfCancellationRequested();
        WalletReads.ThrowIfTheRunEnds(wallets);

        if (wallets[0].Outcome is not WalletOutcome.Ok)
            return new AccountReading(null, wallets);

        var (_, prices, totalUsd) = await trading;
        wallets[0] = wallets[0] with { ReportedUsd = totalUsd };
        return new AccountReading(null, wallets) { OwnPrices = prices };
    }

    public async Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> wallets, CancellationToken ct)
    {
        var host = hosts.Of(key);
        OkxTrading? trading = null;
        var again = await WalletReads.ReadAgainAsync(first.Wallets, wallets, wallet =>
            WalletReads.ReadAsync(wallet, async () => wallet switch
            {
                WalletNames.Trading => (trading = await host.GetSignedAsync(
                    OkxPaths.Trading, "", key, OkxTrading.Read, ct)).Balances,
                WalletNames.Funding => await host.GetSignedAsync(
                    OkxPaths.Funding, "", key, ReadFunding, ct),
                WalletNames.EarnOnChain => await ReadOnChainAsync(key, ct),
                _ => await host.GetSignedAsync(OkxPaths.Savings, "", key, ReadSavings, ct),
            }));
        return trading is null
            ? first with { Wallets = again }
            : first with
            {
                Wallets =
                [
                    .. again.Select(wallet => wallet.Wallet is WalletNames.Trading
                        ? wallet with { ReportedUsd = trading.TotalUsd }
                        : wallet),
                ],
                OwnPrices = trading.Prices,
            };
    }

    /// <summary>On-chain earn, whose failure is in the outcome.</summary>
    public Task<WalletReading> ReadOccasionalAsync(ExchangeKey key, string wallet, CancellationToken ct) =>
        WalletReads.ReadAsync(wallet, () => ReadOnChainAsync(key, ct));

    private Task<IReadOnlyList<AssetQuantity>> ReadOnChainAsync(ExchangeKey key, CancellationToken ct) =>
        hosts.Of(key).GetSignedAsync(OkxPaths.OnChain, "", key, OkxOnChain.Read, ct);

    /// <exception cref="JsonException">Not the balances of the funding account.</exception>
    public static IReadOnlyList<AssetQuantity> ReadFunding(ReadOnlySpan<byte> body) =>
        AssetQuantity.EachOnce(Read(body, row => row.Bal));

    /// <exception cref="JsonException">Not the balances of the savings account.</exception>
    public static IReadOnlyList<AssetQuantity> ReadSavings(ReadOnlySpan<byte> body) => Read(body, row => row.Amt);

    private static IReadOnlyList<AssetQuantity> Read(ReadOnlySpan<byte> body, Func<OkxHoldingBody, decimal?> amount) =>
    [
        .. OkxBody<OkxHoldingBody>.DataOf(JsonSerializer.Deserialize(body, OkxJson.Default.Holdings))
            .Select(row => AssetName.IsOne(row?.Ccy) && amount(row) is { } quantity
                ? new AssetQuantity(row.Ccy, quantity)
                : throw new JsonException("A balance lacks its asset or its amount.")),
    ];
}
