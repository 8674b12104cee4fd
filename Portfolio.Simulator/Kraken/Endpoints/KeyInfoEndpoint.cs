using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Kraken.Limits;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>The key: its rights, its nonce, its end, and the id of its account. It needs no right.</summary>
internal sealed class KeyInfoEndpoint(KrakenNonces nonces)
{
    private const string Created = "1454284800";

    public KrakenAnswer Get(KrakenCall call) => KrakenAnswer.Object(json =>
    {
        var isSnake = call.Account.Traits.SnakeCase;
        var usage = nonces.Of(call.Key);
        json.WriteString(Named("apiKeyName"), call.Key.Name);
        json.WriteString(Named("apiKey"), call.Key.ApiKey);
        json.WriteString("nonce", usage.Highest.ToString(CultureInfo.InvariantCulture));
        if (isSnake)
            json.WriteString("nonce_window", call.KeyTraits.NonceWindow.ToString(CultureInfo.InvariantCulture));
        else
            json.WriteNumber("nonceWindow", call.KeyTraits.NonceWindow);
        json.WriteTexts("permissions", [.. call.Key.Rights.Flags.Where(flag => flag.Value).Select(flag => flag.Key)]);
        json.WriteString("iban", call.Account.Iiban);
        json.WriteString(Named("validUntil"), KrakenJson.Digits(call.KeyTraits.EndAt(call.Now)));
        foreach (var limit in (ReadOnlySpan<string>)["queryFrom", "queryTo"])
            json.WriteString(Named(limit), "0");
        foreach (var time in (ReadOnlySpan<string>)["createdTime", "modifiedTime"])
            json.WriteString(Named(time), Created);
        json.WriteTexts(Named("ipAllowlist"), Addresses(call, isSnake));
        json.WriteString(Named("lastUsed"), KrakenJson.Digits(call.Now.ToUnixTimeSeconds()));

        string Named(string name) => isSnake ? JsonNamingPolicy.SnakeCaseLower.ConvertName(name) : name;
    });

    /// <summary>Without a restriction: none, or one that is empty.</summary>
    private static string[] Addresses(KrakenCall call, bool isSnake) => call.Key.AllowedAddresses is { Count: > 0 } some
        ? [.. some.Select(address => address.ToString())]
        : isSnake ? [""] : [];
}
