using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

internal sealed class WalletEndpoints(BinanceMarket market)
{
    private static readonly (string Name, Wallet Wallet)[] Inside =
    [
        ("Spot", BinanceWallets.Spot), ("Funding", BinanceWallets.Funding),
        ("Cross Margin", BinanceWallets.MarginCross), ("Isolated Margin", BinanceWallets.MarginIsolated),
        ("USD-M Futures", BinanceWallets.FuturesUsd), ("COIN-M Futures", BinanceWallets.FuturesCoin),
    ];

    // In the order Binance lists them; the ones a sync cannot see are filled from the account.
    private static readonly string[] Outside = ["Options", "Trading Bots", "Copy Trading"];

    public BinanceAnswer Funding(BinanceCall call) =>
        Rows(call, call.Account.Wallet(BinanceWallets.Funding), ["freeze", "withdrawing"]);

    public BinanceAnswer UserAssets(BinanceCall call) =>
        Rows(call, EarnReceipts.SpotRows(call.Account), ["freeze", "withdrawing", "ipoable"]);

    /// <summary>The value of each wallet in BTC, or in the requested quote.</summary>
    public BinanceAnswer Totals(BinanceCall call)
    {
        var listing = market.Current;
        var quote = call.Parameters["quoteAsset"] ?? "BTC";
        var unit = listing.InBtc(quote, 1);
        if (unit == 0)
            return BinanceError.Invalid("quoteAsset");

        return Json.Write(json =>
        {
            json.WriteStartArray();
            foreach (var (name, wallet) in Inside)
                WriteTotal(json, name, Value(wallet) / unit);
            foreach (var wallet in Outside)
                WriteTotal(json, wallet, call.Account.OutsideBtc.GetValueOrDefault(wallet) / unit);
            WriteTotal(json, "Earn", Earn() / unit);
            json.WriteEndArray();
        });

        decimal Value(Wallet wallet) =>
            call.Account.Wallet(wallet).Sum(row => listing.InBtc(row.Key, row.Value.Total));

        decimal Earn() => Flexible() + Value(BinanceWallets.EarnLocked) + Value(BinanceWallets.EarnOnChain);

        decimal Flexible() => EarnReceipts.Positions(call.Account).Sum(row => listing.InBtc(row.Key, row.Value));
    }

    private BinanceAnswer Rows(
        BinanceCall call, IEnumerable<KeyValuePair<string, Balance>> rows, IReadOnlyList<string> zeros)
    {
        var requested = call.Parameters["asset"];
        var valued = call.Parameters["needBtcValuation"] is "true";
        return Json.Write(json =>
        {
            json.WriteStartArray();
            foreach (var (asset, balance) in rows)
            {
                if (requested is null || requested == asset)
                    WriteRow(json, asset, balance, zeros, valued);
            }

            json.WriteEndArray();
        });
    }

    private void WriteRow(
        Utf8JsonWriter json, string asset, Balance balance, IReadOnlyList<string> zeros, bool valued)
    {
        json.WriteStartObject();
        json.WriteString("asset", asset);
        json.WriteString("free", balance.Free.Short);
        json.WriteString("locked", balance.Locked.Short);
        foreach (var zero in zeros)
            json.WriteString(zero, "0");
        json.WriteString("btcValuation", valued ? Btc(market.Current.InBtc(asset, balance.Total)) : "0");
        json.WriteEndObject();
    }

    private static void WriteTotal(Utf8JsonWriter json, string wallet, decimal total)
    {
        json.WriteStartObject();
        json.WriteBoolean("activate", total > 0 || wallet is "Spot" or "Funding" or "Earn");
        json.WriteString("balance", Btc(total));
        json.WriteString("walletName", wallet);
        json.WriteEndObject();
    }

    private static string Btc(decimal value) => Quantity.From(decimal.Round(value, 8)).Short;
}
