using System.Text.Json;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The positions of Simple Earn, which come in pages.</summary>
internal static class BinanceEarn
{
    public const string FlexiblePath = "/sapi/v1/simple-earn/flexible/position";
    public const string LockedPath = "/sapi/v1/simple-earn/locked/position";

    /// <summary>The most that Binance puts on one page.</summary>
    public const int PageSize = 100;

    /// <param name="readPage">Given the number of the page, from 1.</param>
    /// <returns>All rows of all pages.</returns>
    /// <exception cref="ExchangeException">
    /// <c>exchange_unavailable</c>: the pages do not add up. Positions that come and go between two pages shift the
    /// rest, and one that is skipped so must not pass for gone.
    /// </exception>
    public static async Task<IReadOnlyList<AssetQuantity>> ReadAllAsync(Func<int, Task<EarnPage>> readPage)
    {
        var page = await readPage(1);
        var (total, rows) = (page.Total, page.Rows.ToList());
        for (var next = 2; rows.Count < total && page.Rows.Count > 0 && page.Total == total; next++)
        {
            page = await readPage(next);
            rows.AddRange(page.Rows);
        }

        return rows.Count == total && page.Total == total
            ? rows
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, "200", "The positions of Simple Earn changed while they were read.");
    }

    /// <exception cref="JsonException">Not a page of positions.</exception>
    public static EarnPage ReadFlexible(ReadOnlySpan<byte> body) => ReadPage(body, row => row.TotalAmount);

    /// <exception cref="JsonException">Not a page of positions.</exception>
    public static EarnPage ReadLocked(ReadOnlySpan<byte> body) => ReadPage(body, row => row.Amount);

    private static EarnPage ReadPage(ReadOnlySpan<byte> body, Func<BinanceEarnRow, decimal?> amount)
    {
        var page = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceEarnBody);
        return page is { Rows: { } rows, Total: >= 0 and var total }
            ? new EarnPage(total, [.. rows.Select(row => Quantity(row, amount))])
            : throw new JsonException("A page of positions lacks its rows or their number.");
    }

    private static AssetQuantity Quantity(BinanceEarnRow? row, Func<BinanceEarnRow, decimal?> amount) =>
        row is { Asset: { Length: > 0 } asset } && amount(row) is { } quantity
            ? new AssetQuantity(asset, quantity)
            : throw new JsonException("A position lacks its asset or its amount.");
}

/// <param name="Total">Positions on all pages.</param>
internal sealed record EarnPage(int Total, IReadOnlyList<AssetQuantity> Rows);
