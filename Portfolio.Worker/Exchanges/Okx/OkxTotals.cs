using System.Collections.Frozen;
using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>An account's value by OKX itself, part by part.</summary>
internal sealed class OkxTotals(OkxHosts hosts, TimeProvider clock, ILogger<OkxTotals> logger)
{
    private static readonly FrozenDictionary<string, string> OurNames = new Dictionary<string, string>
    {
        ["trading"] = WalletNames.Trading,
        ["funding"] = WalletNames.Funding,
        ["earn"] = WalletNames.EarnFlexible,
    }.ToFrozenDictionary();

    private readonly ReportedTotal total = new("OKX", clock, logger);

    public Task<AccountTotal?> GetAsync(ExchangeKey key, CancellationToken ct) => total.ReadAsync(
        token => hosts.Of(key).GetSignedAsync(OkxPaths.Valuation, "ccy=USD", key, Read, token), ct);

    /// <exception cref="JsonException">Not a valuation.</exception>
    public static AccountTotal Read(ReadOnlySpan<byte> body)
    {
        var valuation = OkxBody<OkxValuationBody>.SingleOf(JsonSerializer.Deserialize(body, OkxJson.Default.Valuation));
        if (valuation is not { TotalBal: { } sum, Details: { } parts } || !Amounts.IsValue(sum))
            throw new JsonException("The valuation lacks its total or its parts.");

        var wallets = parts.Select(
            part => new WalletTotal(part.Key, OurNames.GetValueOrDefault(part.Key), part.Value ?? 0));
        return AccountTotal.Of([.. wallets]) with { TotalUsd = sum };
    }
}
