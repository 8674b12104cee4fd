using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// On-chain earn: staking and DeFi orders that are not redeemed yet. What was invested counts, whatever the state of an
/// order; rewards count when OKX pays them out.
/// </summary>
/// <remarks>
/// Source: www.okx.com/docs-v5, "GET / Active orders" of on-chain earn, permission Read, 3 requests per second and
/// user. Staked ETH and SOL are not among them: their receipts BETH and OKSOL are in the funding or trading account.
/// </remarks>
internal static class OkxOnChain
{
    /// <exception cref="JsonException">Not a list of orders.</exception>
    public static IReadOnlyList<AssetQuantity> Read(ReadOnlySpan<byte> body) =>
    [
        .. OkxBody<OkxOrderBody>.DataOf(JsonSerializer.Deserialize(body, OkxJson.Default.Orders))
            .SelectMany(order => order?.InvestData ?? throw new JsonException("An order lacks what was invested."))
            .Select(row => AssetName.IsOne(row?.Ccy) && row.Amt is { } amount
                ? new AssetQuantity(row.Ccy, amount)
                : throw new JsonException("An order lacks its asset or its amount.")),
    ];
}
