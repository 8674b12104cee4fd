using System.Collections.Frozen;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges;

/// <summary>USD prices of one exchange at one moment, by asset, with its renames and the state of its pairs.</summary>
/// <param name="prices">Only assets with a live price; one that is missing here is unpriced.</param>
/// <param name="readAt">When the request was sent.</param>
internal sealed class PriceList(IReadOnlyDictionary<string, Price> prices, DateTimeOffset readAt)
{
    /// <summary>How long the last good list serves, as a stale one, while no newer one is available.</summary>
    public static readonly TimeSpan ServesFor = TimeSpan.FromMinutes(10);

    public DateTimeOffset ReadAt { get; } = readAt;

    /// <summary>
    /// No newer list is available: this is the last good one, or has no prices at all. A total that is converted or
    /// compared with it proves nothing.
    /// </summary>
    public bool IsStale { get; init; }

    /// <summary>The state of each asset by the list of pairs; null when no list was available.</summary>
    public AssetPairs? Pairs { get; init; }

    public int Count => prices.Count;

    /// <summary>Which assets trade, are halted or have ended, by the list of pairs; unknown without one.</summary>
    public AssetMarkets Markets { get; init; } = AssetMarkets.Unknown;

    /// <summary>The known renames of this exchange; each old name once.</summary>
    public IReadOnlyList<Rename> Renames { get; init; } = [];

    /// <summary>The list as a sync gets it.</summary>
    public static PriceList Of(Listed<PriceList> listed, DateTimeOffset now) => listed switch
    {
        { Value: { } list, IsOld: false } => list,
        { Value: { } list } => list.AsStale(),
        _ => Unknown(now),
    };

    /// <summary>
    /// The list while none is available: every asset is unpriced, and the state of every pair is unknown.
    /// </summary>
    public static PriceList Unknown(DateTimeOffset now) => new(FrozenDictionary<string, Price>.Empty, now)
    {
        IsStale = true,
    };

    /// <summary>The same list while no newer one is available: its prices carry their age.</summary>
    public PriceList AsStale() => new(prices, ReadAt)
    {
        IsStale = true, Pairs = Pairs, Markets = Markets, Renames = Renames,
    };

    /// <summary>Which pairs the asset's price came from; null when it has none.</summary>
    public string? SourceOf(string symbol) => prices.GetValueOrDefault(symbol)?.Source;

    /// <summary>The same list, with the renames of its exchange.</summary>
    public PriceList Knowing(IReadOnlyList<Rename> renames) => new(prices, ReadAt)
    {
        IsStale = IsStale, Pairs = Pairs, Markets = Markets, Renames = renames,
    };

    /// <summary>
    /// Null: no live pair prices this asset, or no list was available. An old name that the exchange has not converted
    /// yet has the price of its new name, where the ratio is one to one.
    /// </summary>
    public Price? Find(string symbol) =>
        (prices.GetValueOrDefault(symbol) ?? PriceOfSuccessor(symbol)) is not { } price ? null
        : IsStale ? price.AsOf(ReadAt)
        : price;

    private Price? PriceOfSuccessor(string symbol) =>
        Renames.FirstOrDefault(rename => rename.Old == symbol && rename.IsOneForOne) is { } rename
            ? prices.GetValueOrDefault(rename.New)
            : null;
}

/// <summary>USD for one unit of an asset.</summary>
/// <param name="Source">
/// The pair or pairs it comes from: "BTCUSDT", "1/USDTTRY", "XYZBTC*BTCUSDT", or "USDT=USD". It ends with " (thin)"
/// where only a hardly traded pair prices the asset, and with " (old)" where the price is an earlier one.
/// </param>
internal sealed record Price(decimal Usd, string Source)
{
    private const string OldMark = " (old)";

    /// <summary>The time of a price that is older than its reading; null: it is current.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// The same price at a later time, marked as old by its source. The time is rounded to the microsecond, as it is
    /// stored, so that the price equals its stored copy.
    /// </summary>
    public Price AsOf(DateTimeOffset time) => this with
    {
        Source = Source.EndsWith(OldMark, StringComparison.Ordinal) ? Source : Source + OldMark,
        At = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)),
    };
}
