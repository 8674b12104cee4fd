using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Okx.Accounts;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>Orders of on-chain earn: what is locked of an asset is a second order, which is being redeemed.</summary>
internal static class OnChainEndpoint
{
    private const string Earning = "1";
    private const string Redeeming = "2";

    public static OkxAnswer Orders(OkxCall call) => OkxAnswer.Data(json =>
    {
        foreach (var (coin, balance) in call.Account.Wallet(OkxWallets.OnChain))
        {
            Write(json, coin, balance.Free, Earning);
            Write(json, coin, balance.Locked, Redeeming);
        }
    });

    private static void Write(Utf8JsonWriter json, string coin, Quantity amount, string state)
    {
        if (amount.IsZero)
            return;

        json.WriteStartObject();
        json.WriteString("ccy", coin);
        json.WriteString("ordId", $"24{coin}{state}");
        json.WriteString("productId", "101");
        json.WriteString("state", state);
        json.WriteString("protocol", $"{coin} staking");
        json.WriteString("protocolType", "staking");
        json.WriteString("term", "0");
        json.WriteString("apy", "0.03");
        json.WriteStartArray("investData");
        json.WriteStartObject();
        json.WriteString("ccy", coin);
        json.WriteString("amt", amount.Short);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("earningData");
        json.WriteEndArray();
        json.WriteString("purchasedTime", "1746182276000");
        json.WriteEndObject();
    }
}
