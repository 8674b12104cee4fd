using System.Collections.Frozen;
using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// What Binance itself says an account is worth, wallet by wallet, in BTC. A courtesy: a sync neither fails nor waits
/// long for it.
/// </summary>
internal sealed partial class BinanceTotals(BinanceClient client, TimeProvider clock, ILogger<BinanceTotals> logger)
{
    private const string Path = "/sapi/v1/asset/wallet/balance";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly FrozenDictionary<string, string> OurNames = new Dictionary<string, string>
    {
        ["Spot"] = WalletNames.Spot,
        ["Funding"] = WalletNames.Funding,
        ["Earn"] = WalletNames.EarnFlexible,
    }.ToFrozenDictionary();

    public async Task<AccountTotal?> GetAsync(ExchangeKey key, PriceList prices, CancellationToken ct)
    {
        if (prices.Find("BTC") is not { Usd: var btc })
            return null;

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await client.GetSignedAsync(
                Path, "", key.Credentials, body => ReadTotal(body, btc), either.Token);
        }
        catch (ExchangeException failure)
        {
            LogUnread(failure.Kind, failure.Code);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            LogUnread("timeout", null);
            return null;
        }
    }

    /// <param name="btc">USD for one BTC.</param>
    /// <exception cref="JsonException">Not a list of wallets.</exception>
    public static AccountTotal ReadTotal(ReadOnlySpan<byte> body, decimal btc)
    {
        var rows = JsonSerializer.Deserialize(body, BinanceJson.Default.ListBinanceWalletBody)
            ?? throw new JsonException("There are no wallets.");
        var wallets = rows.ConvertAll(row => row is { WalletName: { Length: > 0 } name, Balance: { } balance }
            ? new WalletTotal(name, OurNames.GetValueOrDefault(name), balance * btc)
            : throw new JsonException("A wallet lacks its name or its balance."));
        return new AccountTotal(
            wallets.Sum(wallet => wallet.Usd), wallets.FindAll(wallet => wallet.Wallet is not null || wallet.Usd is not 0));
    }

    [LoggerMessage(LogLevel.Information, "Binance's own total of an account could not be read ({Kind}, {Code})")]
    private partial void LogUnread(string kind, string? code);
}
