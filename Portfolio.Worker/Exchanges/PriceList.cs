using System.Collections.Frozen;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// USD prices of one exchange at one moment, by asset, and what it does with its assets' names and pairs.
/// </summary>
/// <param name="prices">Only assets with a live price; one that is missing here is unpriced.</param>
/// <param name="readAt">When the request was sent.</param>
internal sealed class PriceList(IReadOnlyDictionary<string, Price> prices, DateTimeOffset readAt)
{
    /// <summary>How long the last good list serves, as a stale one, while no newer one can be had.</summary>
    public static readonly TimeSpan ServesFor = TimeSpan.FromMinutes(10);

    public DateTimeOffset ReadAt { get; } = readAt;

    /// <summary>
    /// A newer list could not be had: this is the last good one, or has no prices at all. A total that is converted or
    /// compared with it proves nothing.
    /// </summary>
    public bool IsStale { get; init; }

    /// <summary>What the list of pairs says of each asset; null when there was none to be had.</summary>
    public AssetPairs? Pairs { get; init; }

    public int Count => prices.Count;

    /// <summary>Which assets trade, are halted or have ended, by the list of pairs; unknown without one.</summary>
    public AssetMarkets Markets { get; init; } = AssetMarkets.Unknown;

    /// <summary>The renames that are known of this exchange; each old name once.</summary>
    public IReadOnlyList<Rename> Renames { get; init; } = [];

    /// <summary>The list as a sync gets it.</summary>
    public static PriceList Of(Listed<PriceList> listed, DateTimeOffset now) => listed switch
    {
        { Value: { } list, IsOld: false } => list,
        { Value: { } list } => list.AsStale(),
        _ => Unknown(now),
    };

    /// <summary>The list where none could be had: every asset is unpriced, and nothing is known of any pair.</summary>
    public static PriceList Unknown(DateTimeOffset now) => new(FrozenDictionary<string, Price>.Empty, now)
    {
        IsStale = true,
    };

    /// <summary>The same list when a newer one could not be had: its prices say how old they are.</summary>
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
    /// Null: no live pair prices this asset, or there was no list to be had. An old name that the exchange has not
    /// converted yet is worth what its new name is, where that is one for one.
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
/// where nothing better than a pair that is hardly traded prices the asset, and with " (old)" where the price is an
/// earlier one.
/// </param>
internal sealed record Price(decimal Usd, string Source)
{
    private const string OldMark = " (old)";

    /// <summary>
    /// When it was true, for a price that is older than the reading it stands beside; null: it is current.
    /// </summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// The same price at a later time: the source says that it is old. The time is to the microsecond, as it is stored,
    /// so that the same old price is equal to itself after that.
    /// </summary>
    public Price AsOf(DateTimeOffset time) => this with
    {
        Source = Source.EndsWith(OldMark, StringComparison.Ordinal) ? Source : Source + OldMark,
        At = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)),
    };
}
