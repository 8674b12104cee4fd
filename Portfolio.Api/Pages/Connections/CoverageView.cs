using System.Text.Json;
using Portfolio.Api.Pages.View;

namespace Portfolio.Api.Pages.Connections;

/// <summary>What a run says of its coverage.</summary>
public sealed record CoverageView(
    decimal? Share, decimal AccountUsd, IReadOnlyList<(string Wallet, decimal Usd)> Outside)
{
    /// <summary>Wallets of which the exchange reports another value than was read.</summary>
    public IReadOnlyList<GapView> Gaps { get; init; } = [];

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
                : [])
        {
            Gaps = told.TryGetProperty("gaps", out var gaps) ? [.. gaps.EnumerateArray().Select(GapOf)] : [],
        };
    }

    private static GapView GapOf(JsonElement gap) => new(
        Text(gap, "wallet") ?? "",
        Amounts.Read(Text(gap, "reportedUsd")),
        Amounts.Read(Text(gap, "readUsd")),
        gap.TryGetProperty("unpriced", out var unpriced)
            ? [.. unpriced.EnumerateArray().Select(symbol => symbol.GetString() ?? "")]
            : []);

    private static string? Text(JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Wallet">As the exchange calls it.</param>
/// <param name="Unpriced">Assets in it without a price.</param>
public sealed record GapView(
    string Wallet, decimal ReportedUsd, decimal ReadUsd, IReadOnlyList<string> Unpriced);
