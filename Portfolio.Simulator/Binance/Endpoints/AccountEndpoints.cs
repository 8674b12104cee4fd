using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

internal sealed class AccountEndpoints(BinanceMarket market)
{
    private const long KeyCreatedMs = 1_698_645_219_000;
    private const long TradingExpiresMs = 1_798_761_600_000;

    public static BinanceAnswer Status(BinanceCall call) => """{"data":"Normal"}"""u8.ToArray();

    /// <summary>The key's rights; the account's own canTrade and canWithdraw do not describe them.</summary>
    public static BinanceAnswer Restrictions(BinanceCall call)
    {
        if (call.Credential is not { } credential)
            return BinanceError.UnknownKey(sapi: true);

        return Json.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("ipRestrict", credential.AllowedAddresses is not []);
            json.WriteNumber("createTime", KeyCreatedMs);
            foreach (var (flag, value) in credential.Rights.Flags)
                json.WriteBoolean(flag, value);
            if (credential.Rights.Has(BinanceRights.Trading) && credential.AllowedAddresses is [])
                json.WriteNumber("tradingAuthorityExpirationTime", TradingExpiresMs);
            json.WriteEndObject();
        });
    }

    public BinanceAnswer Get(BinanceCall call)
    {
        var omitZero = call.Parameters["omitZeroBalances"];
        if (omitZero is not (null or "true" or "false"))
            return BinanceError.Illegal("omitZeroBalances", "^(true|false)$");

        return Json.Write(json =>
        {
            json.WriteStartObject();
            WriteFlags(json);
            json.WriteStartArray("balances");
            foreach (var (asset, balance) in EarnReceipts.SpotRows(call.Account))
                WriteBalance(json, asset, balance);
            if (omitZero is not "true")
                WriteZeros(json, call.Account);
            json.WriteEndArray();
            json.WriteStartArray("permissions");
            json.WriteStringValue("SPOT");
            json.WriteEndArray();
            json.WriteNumber("uid", call.Account.Uid);
            json.WriteEndObject();
        });
    }

    private static void WriteFlags(Utf8JsonWriter json)
    {
        json.WriteNumber("makerCommission", 10);
        json.WriteNumber("takerCommission", 10);
        json.WriteNumber("buyerCommission", 0);
        json.WriteNumber("sellerCommission", 0);
        json.WriteStartObject("commissionRates");
        json.WriteDecimals("maker", 0.001m);
        json.WriteDecimals("taker", 0.001m);
        json.WriteDecimals("buyer", 0);
        json.WriteDecimals("seller", 0);
        json.WriteEndObject();
        foreach (var flag in (ReadOnlySpan<string>)["canTrade", "canWithdraw", "canDeposit"])
            json.WriteBoolean(flag, true);
        foreach (var flag in (ReadOnlySpan<string>)["brokered", "requireSelfTradePrevention", "preventSor"])
            json.WriteBoolean(flag, false);
        json.WriteNumber("updateTime", KeyCreatedMs);
        json.WriteString("accountType", "SPOT");
    }

    private void WriteZeros(Utf8JsonWriter json, BinanceAccount account)
    {
        var spot = account.Wallet(BinanceWallets.Spot);
        foreach (var asset in market.Current.Assets)
        {
            if (!spot.ContainsKey(asset))
                WriteBalance(json, asset, default);
        }
    }

    private static void WriteBalance(Utf8JsonWriter json, string asset, Balance balance)
    {
        json.WriteStartObject();
        json.WriteString("asset", asset);
        json.WriteString("free", balance.Free.Text);
        json.WriteString("locked", balance.Locked.Text);
        json.WriteEndObject();
    }
}
