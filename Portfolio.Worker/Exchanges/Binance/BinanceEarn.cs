using System.Text.Json;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The positions of earn, which come in pages.</summary>
internal static class BinanceEarn
{
    public const string FlexiblePath = "/sapi/v1/simple-earn/flexible/position";
    public const string LockedPath = "/sapi/v1/simple-earn/locked/position";

    /// <summary>
    /// On-chain yields, in the pages and rows of locked positions (developers.binance.com, "Get On-chain Yields Locked
    /// Product Position"). Staked ETH and SOL are not among them: their receipts WBETH and BNSOL are in spot.
    /// </summary>
    public const string OnChainPath = "/sapi/v1/onchain-yields/locked/position";

    /// <summary>The most that Binance puts on one page.</summary>
    public const int PageSize = 100;

    /// <param name="readPage">Given the number of the page, from 1.</param>
    /// <returns>All rows of all pages.</returns>
    /// <exception cref="ExchangeException"><c>exchange_unavailable</c>: the pages do not add up.</exception>
    public static async Task<IReadOnlyList<AssetQuantity>> ReadAllAsync(Func<int, Task<EarnPage>> readPage)
    {
        var pages = new EarnPages();
        while (!pages.AreComplete)
        {
            if (pages.Add(await readPage(pages.Count + 1)) is { } objection)
            {
                throw new ExchangeException(
                    ErrorKinds.ExchangeUnavailable, "200", $"The pages of earn do not add up: {objection}.");
            }
        }

        return pages.Amounts;
    }

    /// <exception cref="JsonException">Not a page of positions.</exception>
    public static EarnPage ReadFlexible(ReadOnlySpan<byte> body) =>
        ReadPage(body, row => row.TotalAmount, row => row.ProductId, idIsUnique: false);

    /// <exception cref="JsonException">Not a page of positions.</exception>
    public static EarnPage ReadLocked(ReadOnlySpan<byte> body) =>
        ReadPage(body, row => row.Amount, row => row.PositionId, idIsUnique: true);

    private static EarnPage ReadPage(
        ReadOnlySpan<byte> body,
        Func<BinanceEarnRow, decimal?> amount,
        Func<BinanceEarnRow, JsonElement?> id,
        bool idIsUnique)
    {
        var page = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceEarnBody);
        return page is { Rows: { } rows, Total: >= 0 and var total }
            ? new EarnPage(total, [.. rows.Select(row => Position(row, amount, id, idIsUnique))])
            : throw new JsonException("A page of positions lacks its rows or their number.");
    }

    private static EarnPosition Position(
        JsonElement raw,
        Func<BinanceEarnRow, decimal?> amount,
        Func<BinanceEarnRow, JsonElement?> id,
        bool idIsUnique)
    {
        var row = raw.Deserialize(BinanceJson.Default.BinanceEarnRow);
        if (row is not { Asset: { } asset } || !AssetName.IsOne(asset) || amount(row) is not { } quantity)
            throw new JsonException("A position lacks its asset or its amount.");

        var text = raw.GetRawText();
        return new EarnPosition(
            new AssetQuantity(asset, quantity),
            id(row) is { ValueKind: not JsonValueKind.Null } named ? $"{asset} {named.GetRawText()}" : null,
            text)
        {
            IdIsUnique = idIsUnique,
        };
    }
}
