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

    /// <summary>The exchange or its region that gave the list: "okx:eea"; empty when no list was available.</summary>
    public string Host { get; init; } = "";

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

    /// <summary>The list as a sync gets it. Without one, no asset is priced.</summary>
    /// <exception cref="NotSentException">There is no list yet, and none may be requested now.</exception>
    public static PriceList Of(Listed<PriceList> listed, DateTimeOffset now) => listed switch
    {
        { Value: { } list, IsOld: false } => list,
        { Value: { } list } => list.AsStale(),
        { Failure: NotSentException wait } => throw wait,
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
        IsStale = true, Host = Host, Pairs = Pairs, Markets = Markets, Renames = Renames,
    };

    /// <summary>
    /// Of several hosts of one exchange: for each asset the price of the most active market, by its volume where two
    /// are alike. Everything else is the first list's.
    /// </summary>
    /// <param name="lists">At least one, in the order of preference.</param>
    public static PriceList Best(IReadOnlyList<PriceList> lists)
    {
        var best = new Dictionary<string, Price>();
        foreach (var (symbol, price) in lists.SelectMany(list => list.All))
        {
            if (!best.TryGetValue(symbol, out var known)
                || (price.Activity, price.VolumeUsd).CompareTo((known.Activity, known.VolumeUsd)) > 0)
            {
                best[symbol] = price;
            }
        }

        return new PriceList(best, lists.Min(list => list.ReadAt))
        {
            Host = lists[0].Host, Pairs = lists[0].Pairs, Markets = lists[0].Markets, Renames = lists[0].Renames,
        };
    }

    /// <summary>Which pairs the asset's price came from; null when it has none.</summary>
    public string? SourceOf(string symbol) => prices.GetValueOrDefault(symbol)?.Source;

    /// <summary>The same list, with the renames of its exchange.</summary>
    public PriceList Knowing(IReadOnlyList<Rename> renames) => new(prices, ReadAt)
    {
        IsStale = IsStale, Host = Host, Pairs = Pairs, Markets = Markets, Renames = renames,
    };

    /// <summary>
    /// Null: no live pair prices this asset, or no list was available. An old name that the exchange has not converted
    /// yet has the price of its new name, where the ratio is one to one.
    /// </summary>
    public Price? Find(string symbol) =>
        (prices.GetValueOrDefault(symbol) ?? PriceOfSuccessor(symbol)) is not { } price ? null
        : IsStale ? Here(price).AsOf(ReadAt)
        : Here(price);

    private IEnumerable<(string Symbol, Price Price)> All =>
        prices.Select(price => (price.Key, Here(price.Value)));

    private Price Here(Price price) => price.Host is null ? price with { Host = Host } : price;

    private Price? PriceOfSuccessor(string symbol) =>
        Renames.FirstOrDefault(rename => rename.Old == symbol && rename.IsOneForOne) is { } rename
            ? prices.GetValueOrDefault(rename.New)
            : null;
}
