namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Puts the pages of positions together, and reports pages that do not belong together: positions that come and go
/// between two pages shift the rest, and a server that ignores the page number repeats its rows. Rows are never merged:
/// an asset may have several positions, also of the same amount.
/// </summary>
internal sealed class EarnPages
{
    /// <summary>
    /// Four thousand positions, and half of the weight that Binance allows one address per minute at this endpoint (150
    /// a page).
    /// </summary>
    private const int MostPages = 40;

    private readonly List<AssetQuantity> amounts = [];
    private readonly HashSet<string> seen = [];
    private int? total;

    public int Count { get; private set; }

    public bool AreComplete => amounts.Count == total;

    public IReadOnlyList<AssetQuantity> Amounts => amounts;

    /// <returns>Null when the page belongs to the others; else the reason, as a part of a sentence.</returns>
    public string? Add(EarnPage page)
    {
        Count++;
        total ??= page.Total;
        if (Objection(page) is { } objection)
            return objection;

        amounts.AddRange(page.Rows.Select(row => row.Amount));
        seen.UnionWith(page.Rows.Select(row => row.Identity));
        return null;
    }

    private string? Objection(EarnPage page) =>
        page.Total != total ? "their number changed while they were read"
        : page.Rows.Count > BinanceEarn.PageSize ? "a page has more rows than requested"
        : amounts.Count + page.Rows.Count > total ? "there are more positions than were announced"
        : page.Rows.Count is 0 && amounts.Count < total ? "there are fewer positions than were announced"
        : total > MostPages * BinanceEarn.PageSize || Count > MostPages ? "there are too many to be read"
        : Repeats(page) ? "a position is listed twice"
        : null;

    private bool Repeats(EarnPage page) =>
        page.Rows.Any(row => seen.Contains(row.Identity))
        || page.Rows.Select(row => row.OnOnePage).OfType<string>() is var keys
        && keys.Distinct().Count() != keys.Count();
}

/// <param name="Total">Positions on all pages.</param>
internal sealed record EarnPage(int Total, IReadOnlyList<EarnPosition> Rows);

/// <param name="Id">Asset and number of the product or position; null where Binance names none.</param>
/// <param name="Raw">The row as it came.</param>
internal sealed record EarnPosition(AssetQuantity Amount, string? Id, string Raw)
{
    /// <summary>A locked position has its own number; a flexible one has that of its product.</summary>
    public bool IdIsUnique { get; init; }

    /// <summary>
    /// The identity by which a row of a later page is the same one again. Rewards grow between two pages, so the number
    /// counts before the content.
    /// </summary>
    public string Identity => Id ?? Raw;

    /// <summary>
    /// The identity that no two rows of one page share; null where they may: without any number, two equal rows can be
    /// two positions.
    /// </summary>
    public string? OnOnePage => Id is null ? null : IdIsUnique ? Id : Raw;
}
