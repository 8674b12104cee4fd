using System.Collections.Frozen;
using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>An account's value by Binance itself, wallet by wallet, in BTC.</summary>
internal sealed class BinanceTotals(BinanceClient client, TimeProvider clock, ILogger<BinanceTotals> logger)
{
    private static readonly FrozenDictionary<string, string> OurNames = new Dictionary<string, string>
    {
        ["Spot"] = WalletNames.Spot,
        ["Funding"] = WalletNames.Funding,
        ["Earn"] = WalletNames.EarnFlexible,
        ["Cross Margin"] = WalletNames.MarginCross,
        ["Isolated Margin"] = WalletNames.MarginIsolated,
        ["USD-M Futures"] = WalletNames.FuturesUsd,
        // The spelling of the documentation's example.
        ["USDⓈ-M Futures"] = WalletNames.FuturesUsd,
        ["COIN-M Futures"] = WalletNames.FuturesCoin,
    }.ToFrozenDictionary();

    private readonly ReportedTotal total = new("Binance", clock, logger);

    public async Task<AccountTotal?> GetAsync(ExchangeKey key, PriceList prices, CancellationToken ct)
    {
        if (prices.Find("BTC") is not { Usd: var btc })
            return null;

        return await total.ReadAsync(
            token => client.GetSignedAsync(
                BinanceLimits.TotalsPath, "", key, body => Read(body, btc), token),
            ct);
    }

    /// <param name="btc">USD for one BTC.</param>
    /// <exception cref="JsonException">Not a list of wallets.</exception>
    public static AccountTotal Read(ReadOnlySpan<byte> body, decimal btc)
    {
        var rows = JsonSerializer.Deserialize(body, BinanceJson.Default.ListBinanceWalletBody)
            ?? throw new JsonException("There are no wallets.");
        return AccountTotal.Of([.. rows.Select(row => row is { WalletName: { Length: > 0 } name, Balance: { } balance }
            ? new WalletTotal(name, OurNames.GetValueOrDefault(name), balance * btc)
            : throw new JsonException("A wallet lacks its name or its balance."))]);
    }
}
