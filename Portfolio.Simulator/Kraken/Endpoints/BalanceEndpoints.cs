using System.Text.Json;
using Portfolio.Simulator.Kraken.Accounts;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>The rows of an account. One that never held anything gets an answer without a result.</summary>
internal static class BalanceEndpoints
{
    public static KrakenAnswer Balance(KrakenCall call) => Map(call, (json, row, traits) =>
        json.WriteString(row.Name(call.WantsNewNames), row.Total(traits.CreditLine is null)));

    public static KrakenAnswer Extended(KrakenCall call) => Map(call, (json, row, traits) =>
    {
        json.WriteStartObject(row.Name(call.WantsNewNames));
        json.WriteAmount("balance", row.Total(traits.CreditLine is null), traits.Numbers);
        if (traits.CreditLine is { } line && row is { Code: "USD", Suffix: "" })
        {
            json.WriteAmount("credit", KrakenJson.Text(line, row.Decimals), traits.Numbers);
            json.WriteAmount("credit_used", KrakenAmount.Text(row.Balance.Borrowed, row.Decimals), traits.Numbers);
        }

        json.WriteAmount("hold_trade", KrakenAmount.Text(row.Hold, row.Decimals), traits.Numbers);
        json.WriteEndObject();
    });

    private static KrakenAnswer Map(KrakenCall call, Action<Utf8JsonWriter, KrakenRow, KrakenTraits> write)
    {
        var rows = call.Account.Rows();
        if (rows is [])
            return KrakenAnswer.Nothing;

        var traits = call.Account.Traits;
        return KrakenAnswer.Object(json =>
        {
            foreach (var row in rows)
                write(json, row, traits);
        });
    }
}
