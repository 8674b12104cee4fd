using System.Collections.Frozen;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges;

/// <summary>USD prices of one exchange at one moment, by asset, and the names its assets have now.</summary>
/// <param name="prices">Only assets with a live price; one that is missing here is unpriced.</param>
/// <param name="readAt">When the exchange was asked.</param>
/// <param name="renames">New names by old names, of the renames in force there (<see cref="Renames.InForce"/>).</param>
internal sealed class PriceList(
    IReadOnlyDictionary<string, Price> prices,
    DateTimeOffset readAt,
    IReadOnlyDictionary<string, string>? renames = null)
{
    /// <summary>How long the last good list serves, as a stale one, while no newer one can be had.</summary>
    public static readonly TimeSpan ServesFor = TimeSpan.FromMinutes(10);

    private readonly IReadOnlyDictionary<string, string> renames = renames ?? FrozenDictionary<string, string>.Empty;

    public DateTimeOffset ReadAt { get; } = readAt;

    /// <summary>
    /// A newer list could not be had: this is the last good one, or has no prices at all. A total that is converted or
    /// compared with it proves nothing.
    /// </summary>
    public bool IsStale { get; init; }

    /// <summary>What the list of pairs says of each asset; null when there was none to be had.</summary>
    public AssetPairs? Pairs { get; init; }

    public int Count => prices.Count;

    /// <summary>New names by old names, of the renames in force.</summary>
    public IReadOnlyDictionary<string, string> Renamed => renames;

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
    public PriceList AsStale() => new(prices, ReadAt, renames) { IsStale = true, Pairs = Pairs };

    /// <summary>Null: no live pair prices this asset, or there was no list to be had.</summary>
    public Price? Find(string symbol) => !prices.TryGetValue(symbol, out var price) ? null
        : IsStale ? price.AsOf(ReadAt)
        : price;

    /// <summary>
    /// What the asset is called there now; the symbol itself unless a rename is in force. To be applied to stored
    /// symbols as it was to those of a reading, so that a rename books neither a sale nor a purchase.
    /// </summary>
    public string CurrentName(string symbol) => renames.GetValueOrDefault(symbol, symbol);
}

/// <summary>USD for one unit of an asset.</summary>
/// <param name="Source">
/// The pair or pairs it comes from: "BTCUSDT", "1/USDTTRY", "XYZBTC*BTCUSDT", or "USDT=USD".
/// </param>
internal sealed record Price(decimal Usd, string Source)
{
    private const string OldMark = " (old)";

    /// <summary>When it was true, for a price that is older than the reading it stands beside; null: it is current.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The same price, told later: the source says that it is old.</summary>
    public Price AsOf(DateTimeOffset time) => this with
    {
        Source = Source.EndsWith(OldMark, StringComparison.Ordinal) ? Source : Source + OldMark,
        At = time,
    };
}
