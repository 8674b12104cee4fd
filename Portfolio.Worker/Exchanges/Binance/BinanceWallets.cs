using System.Collections.Frozen;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Every wallet of an account, read side by side: a slow wallet delays no other.</summary>
internal sealed class BinanceWallets(BinanceClient client, BinanceMarkets markets, ILogger<BinanceWallets> logger)
{
    private readonly OptionalParameter withoutZeros = new("omitZeroBalances=true", logger);

    public Task<AccountReading> ReadAsync(ExchangeKey key, CancellationToken ct) =>
        ReadAsync(key, ReadWalletAsync, ct);

    /// <summary>Without Simple Earn, which is listed as skipped.</summary>
    public Task<AccountReading> ReadWithoutEarnAsync(ExchangeKey key, CancellationToken ct) =>
        ReadAsync(
            key, (wallet, _, _) => Task.FromResult(new WalletReading(wallet, WalletOutcome.Skipped, [])), ct);

    /// <summary>The wallets that were skipped.</summary>
    public async Task<AccountReading> ReadSkippedAsync(ExchangeKey key, AccountReading cheap, CancellationToken ct)
    {
        using var time = WalletTime.Begin(key, ct);
        var wallets = await Task.WhenAll(cheap.Wallets.Select(wallet => wallet.Outcome is WalletOutcome.Skipped
            ? ReadWalletAsync(wallet.Wallet, time.Key, time.Token)
            : Task.FromResult(wallet)));
        ct.ThrowIfCancellationRequested();
        WalletReads.ThrowIfTheRunEnds(wallets);
        return cheap with { Wallets = wallets };
    }

    private async Task<AccountReading> ReadAsync(
        ExchangeKey key, Func<string, ExchangeKey, CancellationToken, Task<WalletReading>> readEarn,
        CancellationToken ct)
    {
        using var time = WalletTime.Begin(key, ct);
        var account = ReadAccountAsync(time.Key, time.Token);
        var wallets = await Task.WhenAll(
            WalletReads.ReadAsync(WalletNames.Spot, async () => (await account).Rows),
            ReadWalletAsync(WalletNames.Funding, time.Key, time.Token),
            readEarn(WalletNames.EarnFlexible, time.Key, time.Token),
            readEarn(WalletNames.EarnLocked, time.Key, time.Token));
        ct.ThrowIfCancellationRequested();
        WalletReads.ThrowIfTheRunEnds(wallets);

        return wallets[0].Outcome is WalletOutcome.Ok
            ? await SetApartAsync(new AccountReading((await account).Id, wallets), ct)
            : new AccountReading(null, wallets);
    }

    public async Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> wallets, CancellationToken ct)
    {
        var again = await WalletReads.ReadAgainAsync(
            first.Wallets, wallets, wallet => ReadWalletAsync(wallet, key, ct));
        var reading = first with { Wallets = again };

        // A spot wallet that kept its first reading no longer has receipts among its balances.
        return ReferenceEquals(again[0], first.Wallets[0]) ? reading : await SetApartAsync(reading, ct);
    }

    /// <summary>One wallet, whose failure is in the outcome.</summary>
    public Task<WalletReading> ReadWalletAsync(string wallet, ExchangeKey key, CancellationToken ct) =>
        WalletReads.ReadAsync(wallet, async () => wallet is WalletNames.Spot
            ? (await ReadAccountAsync(key, ct)).Rows
            : await RefusableAsync(ReadRowsAsync(wallet, key, ct)));

    private Task<IReadOnlyList<AssetQuantity>> ReadRowsAsync(string wallet, ExchangeKey key, CancellationToken ct) =>
        wallet switch
        {
            WalletNames.Funding => ReadFundingAsync(key, ct),
            WalletNames.EarnFlexible => ReadEarnAsync(BinanceEarn.FlexiblePath, BinanceEarn.ReadFlexible, key, ct),
            WalletNames.EarnLocked => ReadEarnAsync(BinanceEarn.LockedPath, BinanceEarn.ReadLocked, key, ct),
            WalletNames.EarnOnChain => ReadEarnAsync(BinanceEarn.OnChainPath, BinanceEarn.ReadLocked, key, ct),
            WalletNames.MarginCross => client.GetSignedAsync(
                BinanceMargin.CrossPath, "", key, BinanceMargin.ReadCross, ct),
            WalletNames.MarginIsolated => client.GetSignedAsync(
                BinanceMargin.IsolatedPath, "", key, BinanceMargin.ReadIsolated, ct),
            WalletNames.FuturesUsd => client.GetSignedAsync(
                BinanceFutures.UsdPath, "", key, BinanceFutures.Read, ct),
            WalletNames.FuturesCoin => client.GetSignedAsync(
                BinanceFutures.CoinPath, "", key, BinanceFutures.Read, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(wallet), wallet, "Binance has no such wallet."),
        };

    private async Task<AccountReading> SetApartAsync(AccountReading account, CancellationToken ct)
    {
        var listed = account.Wallets[0].Balances.Any(balance => EarnReceipts.MayBe(balance.Symbol))
            ? (await markets.GetAsync(ct)).Value?.Assets ?? FrozenSet<string>.Empty
            : FrozenSet<string>.Empty;
        return EarnReceipts.SetApart(account, listed);
    }

    private async Task<BinanceAccount> ReadAccountAsync(ExchangeKey key, CancellationToken ct)
    {
        try
        {
            return await withoutZeros.SendAsync(query =>
                client.GetSignedAsync("/api/v3/account", query, key, BinanceAccount.Read, ct));
        }
        catch (ExchangeException refusal) when (refusal.Code is "-2015")
        {
            throw await TellApartAsync(refusal, key, ct);
        }
    }

    private Task<IReadOnlyList<AssetQuantity>> ReadFundingAsync(ExchangeKey key, CancellationToken ct) =>
        client.PostSignedAsync(BinanceFunding.Path, "", key, BinanceFunding.Read, ct);

    private Task<IReadOnlyList<AssetQuantity>> ReadEarnAsync(
        string path, ReadBody<EarnPage> read, ExchangeKey key, CancellationToken ct) =>
        BinanceEarn.ReadAllAsync(page =>
            client.GetSignedAsync(path, $"current={page}&size={BinanceEarn.PageSize}", key, read, ct));

    /// <summary>
    /// The rights of the key have just been read, so it is known and welcome from here: -2015 of one wallet alone, or a
    /// 401 with a code that is in no table, can only mean that wallet.
    /// </summary>
    private static async Task<IReadOnlyList<AssetQuantity>> RefusableAsync(Task<IReadOnlyList<AssetQuantity>> reading)
    {
        try
        {
            return await reading;
        }
        catch (ExchangeException refusal) when (BinanceErrors.IsUnknownRefusal(refusal))
        {
            throw new ExchangeException(ErrorKinds.PermissionDenied, refusal.Code, refusal.Message, null, refusal)
            {
                MayBeTransient = true,
            };
        }
    }

    /// <summary>
    /// -2015 stands for a wrong key, a foreign address and a missing right alike. If the rights of the key can be read
    /// from here, it is neither of the first two.
    /// </summary>
    private async Task<ExchangeException> TellApartAsync(
        ExchangeException refusal, ExchangeKey key, CancellationToken ct)
    {
        try
        {
            var rights = await client.GetSignedAsync(BinanceKey.Path, "", key, BinanceKey.Read, ct);
            return rights.CanRead
                ? new ExchangeException(
                    ErrorKinds.ExchangeUnavailable,
                    refusal.Code,
                    "Binance refused the account to a key that it says may read it.",
                    null,
                    refusal)
                : new KeyScopeException(
                    ErrorKinds.PermissionDenied, rights, "The key may not read balances.", refusal.Code);
        }
        catch (ExchangeException failure) when (failure.Code is "-2015" or "404")
        {
            return refusal;
        }
    }
}
