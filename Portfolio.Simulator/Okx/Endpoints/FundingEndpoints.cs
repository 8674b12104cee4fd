using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Okx.Accounts;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>The wallets that are not for trading. They report amounts and no values.</summary>
internal static class FundingEndpoints
{
    public static OkxAnswer Balances(OkxCall call) => Rows(call, OkxWallets.Funding, (json, balance) =>
    {
        json.WriteString("bal", balance.TotalText);
        json.WriteString("availBal", balance.Free.Short);
        json.WriteString("frozenBal", balance.Locked.Short);
    });

    public static OkxAnswer Savings(OkxCall call) => Rows(call, OkxWallets.Savings, (json, balance) =>
    {
        json.WriteString("amt", balance.Free.Short);
        json.WriteString("earnings", "0.0010737388791526");
        json.WriteString("rate", "0.0100000000000000");
        json.WriteString("loanAmt", balance.Free.Short);
        json.WriteString("pendingAmt", "0");
        json.WriteString("redemptAmt", "");
    });

    /// <summary>Delisted coins that are still there to be withdrawn, in no other list.</summary>
    public static OkxAnswer NonTradable(OkxCall call) => Rows(call, OkxWallets.NonTradable, (json, balance) =>
    {
        json.WriteString("bal", balance.Free.Short);
        json.WriteString("name", "");
        json.WriteBoolean("canWd", true);
        json.WriteBoolean("needTag", false);
        json.WriteBoolean("wdAll", false);
        json.WriteString("fee", "2");
        json.WriteString("feeCcy", "USDT");
        json.WriteString("minWd", "0.1");
        json.WriteString("wdTickSz", "8");
        json.WriteAll(["burningFeeRate", "chain", "ctAddr", "logoLink"], "");
    });

    private static byte[] Rows(OkxCall call, Wallet wallet, Action<Utf8JsonWriter, Balance> write)
    {
        var coins = call.Coins();
        return OkxAnswer.Data(json =>
        {
            foreach (var (coin, balance) in call.Account.Wallet(wallet))
            {
                if (coins is not null && !coins.Contains(coin))
                    continue;

                json.WriteStartObject();
                json.WriteString("ccy", coin);
                write(json, balance);
                json.WriteEndObject();
            }
        });
    }
}
