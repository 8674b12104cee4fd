using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>Every coin with its name and the account's part of it.</summary>
internal static class CoinEndpoint
{
    private static readonly HashSet<string> LegalMoney =
        ["EUR", "TRY", "BRL", "ARS", "UAH", "PLN", "RON", "MXN", "ZAR", "COP", "CZK", "JPY"];

    public static BinanceAnswer GetAll(BinanceCall call)
    {
        var spot = call.Account.Wallet(BinanceWallets.Spot);
        return Json.Write(json =>
        {
            json.WriteStartArray();
            foreach (var asset in AssetCatalogue.All)
                Write(json, asset, spot.GetValueOrDefault(asset.Code));
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, Asset asset, Balance balance)
    {
        json.WriteStartObject();
        json.WriteString("coin", asset.Code);
        json.WriteBoolean("depositAllEnable", true);
        json.WriteBoolean("withdrawAllEnable", true);
        json.WriteString("name", asset.Name);
        json.WriteString("free", balance.Free.Short);
        json.WriteString("locked", balance.Locked.Short);
        foreach (var zero in (ReadOnlySpan<string>)["freeze", "withdrawing", "ipoing", "ipoable", "storage"])
            json.WriteString(zero, "0");
        json.WriteBoolean("isLegalMoney", LegalMoney.Contains(asset.Code));
        json.WriteBoolean("trading", asset.Pairs.Count > 0);
        json.WriteStartArray("networkList");
        json.WriteStartObject();
        json.WriteString("network", asset.Code);
        json.WriteString("coin", asset.Code);
        json.WriteString("name", asset.Name);
        json.WriteBoolean("isDefault", true);
        json.WriteBoolean("depositEnable", true);
        json.WriteBoolean("withdrawEnable", true);
        json.WriteString("withdrawFee", "0.00050000");
        json.WriteString("withdrawMin", "0.00100000");
        json.WriteNumber("minConfirm", 1);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
