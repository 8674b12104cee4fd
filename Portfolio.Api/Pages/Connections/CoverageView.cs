using System.Text.Json;
using Portfolio.Api.Pages.View;

namespace Portfolio.Api.Pages.Connections;

/// <summary>What a run says of its coverage.</summary>
internal sealed record CoverageView(decimal? Share, decimal AccountUsd, IReadOnlyList<(string Wallet, decimal Usd)> Outside)
{
    /// <summary>Null when it was not compared.</summary>
    public static CoverageView? Of(JsonElement? coverage)
    {
        if (coverage is not { ValueKind: JsonValueKind.Object } told)
            return null;

        return new CoverageView(
            Text(told, "share") is { } share ? Amounts.Read(share) : null,
            Amounts.Read(Text(told, "accountUsd")),
            told.TryGetProperty("outside", out var outside)
                ? [.. from wallet in outside.EnumerateArray()
                    select (Text(wallet, "wallet") ?? "", Amounts.Read(Text(wallet, "usd")))]
                : []);
    }

    private static string? Text(JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
