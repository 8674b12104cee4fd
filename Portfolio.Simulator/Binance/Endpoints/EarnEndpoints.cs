using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>Positions of earn, a page at a time: ten positions by default, a hundred at most.</summary>
internal static class EarnEndpoints
{
    private const int DefaultSize = 10;
    private const int LargestSize = 100;

    public static BinanceAnswer Flexible(BinanceCall call)
    {
        var positions = Selected(call, BinanceWallets.EarnFlexible)
            .Where(row => call.Parameters["productId"] is not { } product || product == ProductId(row.Key))
            .Select(row => (row.Key, row.Value.Free))
            .ToList();
        return Page(call, positions, WriteFlexible);
    }

    public static BinanceAnswer Locked(BinanceCall call) => Locked(call, BinanceWallets.EarnLocked);

    /// <summary>On-chain yields have the pages and rows of locked earn.</summary>
    public static BinanceAnswer OnChain(BinanceCall call) => Locked(call, BinanceWallets.EarnOnChain);

    private static BinanceAnswer Locked(BinanceCall call, Wallet wallet)
    {
        var positions = Selected(call, wallet)
            .SelectMany(row => new[] { (row.Key, row.Value.Free), (row.Key, row.Value.Locked) })
            .Where(position => !position.Item2.IsZero)
            .ToList();
        return Page(call, positions, WriteLocked);
    }

    private static IEnumerable<KeyValuePair<string, Balance>> Selected(BinanceCall call, Wallet wallet) =>
        call.Account.Wallet(wallet).Where(row => call.Parameters["asset"] is not { } asset || asset == row.Key);

    private static BinanceAnswer Page(
        BinanceCall call,
        List<(string Asset, Quantity Amount)> positions,
        Action<Utf8JsonWriter, string, Quantity, int> write)
    {
        if (Number(call.IgnoresPage ? null : call.Parameters["current"], 1) is not (>= 1 and var current))
            return BinanceError.Invalid("current");
        if (Number(call.Parameters["size"], DefaultSize) is not (>= 1 and <= LargestSize and var size))
            return BinanceError.Invalid("size");

        return Json.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("rows");
            var first = (long)(current - 1) * size;
            for (var index = first; index < positions.Count && index < first + size; index++)
                write(json, positions[(int)index].Asset, positions[(int)index].Amount, (int)index);
            json.WriteEndArray();
            json.WriteNumber("total", positions.Count);
            json.WriteEndObject();
        });
    }

    private static int? Number(string? text, int otherwise) =>
        text is null ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;

    private static void WriteFlexible(Utf8JsonWriter json, string asset, Quantity amount, int index)
    {
        json.WriteStartObject();
        json.WriteString("totalAmount", amount.Text);
        json.WriteString("latestAnnualPercentageRate", "0.02599895");
        json.WriteString("asset", asset);
        json.WriteBoolean("canRedeem", true);
        json.WriteString("collateralAmount", "0");
        json.WriteString("productId", ProductId(asset));
        json.WriteString("yesterdayRealTimeRewards", "0.00001024");
        json.WriteString("cumulativeTotalRewards", "0.00102400");
        json.WriteBoolean("autoSubscribe", true);
        json.WriteEndObject();
    }

    private static void WriteLocked(Utf8JsonWriter json, string asset, Quantity amount, int index)
    {
        json.WriteStartObject();
        json.WriteNumber("positionId", 123_000 + index);
        json.WriteString("projectId", $"{asset}*90");
        json.WriteString("asset", asset);
        json.WriteString("amount", amount.Text);
        json.WriteString("purchaseTime", "1746182276000");
        json.WriteString("duration", "90");
        json.WriteString("accrualDays", "4");
        json.WriteString("rewardAsset", asset);
        json.WriteString("APY", "0.0203");
        json.WriteString("rewardAmt", "0");
        json.WriteString("redeemTo", "SPOT");
        json.WriteBoolean("canRedeemEarly", true);
        json.WriteBoolean("autoSubscribe", true);
        json.WriteString("type", "AUTO");
        json.WriteString("status", "HOLDING");
        json.WriteEndObject();
    }

    private static string ProductId(string asset) => asset + "001";
}
