using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>The margin wallets. A debt is beside the coins.</summary>
internal static class MarginEndpoints
{
    private const string Quote = "USDT";

    /// <summary>With assets that are not held, as the real answer has every asset that can be borrowed.</summary>
    public static BinanceAnswer Cross(BinanceCall call) => Json.Write(json =>
    {
        var wallet = call.Account.Wallet(BinanceWallets.MarginCross);
        json.WriteStartObject();
        json.WriteBoolean("created", true);
        json.WriteBoolean("borrowEnabled", true);
        json.WriteString("marginLevel", "999");
        json.WriteString("accountType", "MARGIN_1");
        json.WriteStartArray("userAssets");
        foreach (var asset in wallet.Keys.Union(["BTC", "ETH", Quote]))
            WriteAsset(json, asset, wallet.GetValueOrDefault(asset));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static BinanceAnswer Isolated(BinanceCall call) => Json.Write(json =>
    {
        var wallet = call.Account.Wallet(BinanceWallets.MarginIsolated);
        json.WriteStartObject();
        json.WriteStartArray("assets");
        foreach (var asset in wallet.Keys.Append("BTC").Where(asset => asset is not Quote).Distinct())
            WritePair(json, asset, wallet);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WritePair(Utf8JsonWriter json, string asset, IReadOnlyDictionary<string, Balance> wallet)
    {
        json.WriteStartObject();
        json.WriteString("symbol", asset + Quote);
        json.WriteBoolean("isolatedCreated", true);
        json.WriteBoolean("enabled", true);
        json.WritePropertyName("baseAsset");
        WriteAsset(json, asset, wallet.GetValueOrDefault(asset));
        json.WritePropertyName("quoteAsset");
        WriteAsset(json, Quote, asset is "BTC" ? wallet.GetValueOrDefault(Quote) : default);
        json.WriteEndObject();
    }

    private static void WriteAsset(Utf8JsonWriter json, string asset, Balance balance)
    {
        json.WriteStartObject();
        json.WriteString("asset", asset);
        json.WriteString("free", balance.Free.Short);
        json.WriteString("locked", balance.Locked.Short);
        json.WriteString("borrowed", balance.Borrowed.Short);
        json.WriteString("interest", "0");
        json.WriteString("netAsset", balance.Total.ToString("0.00000000", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
