using System.Globalization;
using System.Text.Json;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>The account and the key: ids, rights and allowed addresses.</summary>
internal static class ConfigEndpoint
{
    private static readonly string[] Blanks = ["levelTmp", "settleCcy", "spotOffsetType"];

    private static readonly string[] Zeros = ["roleType", "spotRoleType", "feeType", "opAuth", "stgyType"];

    private static readonly string[] Off = ["autoLoan", "enableSpotBorrow", "spotBorrowAutoRepay"];

    public static OkxAnswer Get(OkxCall call) => OkxAnswer.Data(json =>
    {
        var (key, account) = (call.Key, call.Account);
        json.WriteStartObject();
        json.WriteString("uid", Digits(account.Uid));
        json.WriteString("mainUid", Digits(account.Traits.MainUid ?? account.Uid));
        json.WriteString("type", account.Traits.MainUid is null ? "0" : "1");
        json.WriteString("acctLv", account.Traits.Level);
        json.WriteString("perm", Permissions(call));
        json.WriteString("ip", string.Join(',', key.AllowedAddresses));
        json.WriteString("label", key.Name);
        WritePreferences(json);
        json.WriteEndObject();
    });

    /// <summary>The fields that are the same for every account.</summary>
    private static void WritePreferences(Utf8JsonWriter json)
    {
        json.WriteString("kycLv", "3");
        json.WriteString("level", "Lv1");
        json.WriteString("posMode", "net_mode");
        json.WriteAll(["ctIsoMode", "mgnIsoMode"], "automatic");
        json.WriteString("acctStpMode", "cancel_maker");
        json.WriteString("greeksType", "PA");
        json.WriteString("liquidationGear", "-1");
        json.WriteAll(Blanks, "");
        json.WriteAll(Zeros, "0");
        foreach (var flag in Off)
            json.WriteBoolean(flag, false);
        foreach (var list in (ReadOnlySpan<string>)["traderInsts", "spotTraderInsts", "settleCcyList"])
        {
            json.WriteStartArray(list);
            json.WriteEndArray();
        }
    }

    /// <summary>The order is not reliable: some accounts have them reversed.</summary>
    private static string Permissions(OkxCall call)
    {
        var granted = call.Key.Rights.Flags.Where(flag => flag.Value).Select(flag => flag.Key);
        return string.Join(',', call.Account.Uid % 2 == 0 ? granted : granted.Reverse());
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
