using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>The accounts of futures: of each asset the balance, and the profit of open positions beside it.</summary>
internal static class FuturesEndpoints
{
    public static BinanceAnswer Usd(BinanceCall call) => Account(call, BinanceWallets.FuturesUsd, ["USDT", "USDC"]);

    public static BinanceAnswer Coin(BinanceCall call) => Account(call, BinanceWallets.FuturesCoin, ["BTC", "ETH"]);

    /// <param name="always">Listed also where nothing of them is held, as in the real answer.</param>
    private static BinanceAnswer Account(BinanceCall call, Wallet wallet, string[] always) => Json.Write(json =>
    {
        var balances = call.Account.Wallet(wallet);
        json.WriteStartObject();
        json.WriteStartArray("assets");
        foreach (var asset in balances.Keys.Union(always))
            Write(json, asset, balances.GetValueOrDefault(asset));
        json.WriteEndArray();
        json.WriteStartArray("positions");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string asset, Balance balance)
    {
        var profit = balance.Positions.Profit + balance.Positions.BotProfit;
        json.WriteStartObject();
        json.WriteString("asset", asset);
        json.WriteString("walletBalance", Text(balance.Total - profit));
        json.WriteString("unrealizedProfit", Text(profit));
        json.WriteString("marginBalance", Text(balance.Total));
        json.WriteNumber("updateTime", 0);
        json.WriteEndObject();
    }

    private static string Text(decimal amount) => amount.ToString("0.00000000", CultureInfo.InvariantCulture);
}
