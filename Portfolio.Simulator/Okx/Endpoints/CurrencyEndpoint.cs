using System.Text.Json;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>The coins with their names: a row for every network of a coin. Delisted coins are not there.</summary>
internal static class CurrencyEndpoint
{
    private static readonly Lazy<byte[]> All = new(() => Write(Listed));

    private static readonly string[] Blanks =
    [
        "burningFeeRate", "ctAddr", "depEstOpenTime", "depQuotaFixed", "depQuoteDailyLayer2", "logoLink",
        "maxFeeForCtAddr", "minFeeForCtAddr", "usedDepQuotaFixed", "wdEstOpenTime",
    ];

    private static IEnumerable<OkxCoin> Listed => OkxCoins.All.Where(coin => !coin.IsDelisted);

    public static OkxAnswer Get(OkxCall call) =>
        call.Coins() is { } requested ? Write(Listed.Where(coin => requested.Contains(coin.Code))) : All.Value;

    private static byte[] Write(IEnumerable<OkxCoin> coins) => OkxAnswer.Data(json =>
    {
        foreach (var coin in coins)
        {
            foreach (var chain in coin.Chains)
                Write(json, coin, chain);
        }
    });

    private static void Write(Utf8JsonWriter json, OkxCoin coin, string chain)
    {
        json.WriteStartObject();
        json.WriteString("ccy", coin.Code);
        json.WriteString("name", coin.Name);
        json.WriteString("chain", $"{coin.Code}-{chain}");
        foreach (var flag in (ReadOnlySpan<string>)["canDep", "canInternal", "canWd"])
            json.WriteBoolean(flag, true);
        json.WriteBoolean("mainNet", chain == coin.Chains[0]);
        json.WriteBoolean("needTag", false);
        json.WriteAll(["fee", "minFee", "maxFee"], "0.00005");
        json.WriteAll(["minDep", "minWd", "minInternal"], "0.0005");
        json.WriteString("maxWd", "500");
        json.WriteString("minDepArrivalConfirm", "1");
        json.WriteString("minWdUnlockConfirm", "2");
        json.WriteString("usedWdQuota", "0");
        json.WriteString("wdQuota", "10000000");
        json.WriteString("wdTickSz", "8");
        json.WriteAll(Blanks, "");
        json.WriteEndObject();
    }
}
