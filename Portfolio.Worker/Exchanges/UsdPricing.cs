namespace Portfolio.Worker.Exchanges;

/// <summary>
/// USD prices from live pairs. One asset counts as a dollar, and every other, stablecoins included, has the price of
/// its own market.
/// </summary>
/// <param name="anchor">The asset that counts as a dollar.</param>
/// <param name="anchorSource">How the anchor's own price is explained: "USDT=USD".</param>
/// <param name="bridges">
/// Through which other asset one without a pair against the anchor is priced, the best first; a bridge may itself be
/// priced through an earlier one.
/// </param>
internal sealed class UsdPricing(string anchor, string anchorSource, IReadOnlyList<string> bridges)
{
    private const string ThinMark = " (thin)";

    /// <summary>A route is preferred to a busier one while it has this part of the busiest one's volume.</summary>
    private const decimal Enough = 0.01m;

    /// <summary>The previous route is abandoned only below this part.</summary>
    private const decimal EnoughToStay = Enough / 2;

    /// <param name="pairs">Those that trade; of two for the same assets the first counts.</param>
    /// <param name="before">
    /// The previous prices, so that a route is not abandoned for a small difference; null: none.
    /// </param>
    /// <returns>A price for every asset with a route of live pairs to a dollar; no others.</returns>
    public Dictionary<string, Price> Build(IEnumerable<LivePair> pairs, PriceList? before = null)
    {
        var live = new Dictionary<(string Base, string Quote), LivePair>();
        foreach (var pair in pairs)
        {
            if (pair.Market.Activity is not PairActivity.Dead)
                live.TryAdd((pair.Base, pair.Quote), pair);
        }

        var found = new Dictionary<string, Way>
        {
            [anchor] = new(new Price(1, anchorSource), PairActivity.Liquid, decimal.MaxValue),
        };
        foreach (var asset in bridges.Concat(live.Keys.SelectMany(pair => new[] { pair.Base, pair.Quote })))
        {
            if (!found.ContainsKey(asset) && Best(Ways(asset, live, found), before?.SourceOf(asset)) is { } best)
                found.Add(asset, best);
        }

        return found.ToDictionary(asset => asset.Key, asset => asset.Value.Marked);
    }

    /// <summary>
    /// Of the most active routes the first that is busy enough: they come in the order of preference, but a market that
    /// is a hundred times smaller than another is a worse source.
    /// </summary>
    private static Way? Best(List<Way> ways, string? sourceBefore)
    {
        if (ways.Count is 0)
            return null;

        var activity = ways.Max(way => way.Activity);
        ways.RemoveAll(way => way.Activity != activity);
        var most = ways.Max(way => way.VolumeUsd);
        return ways.Find(way => way.VolumeUsd >= most * (way.Marked.Source == sourceBefore ? EnoughToStay : Enough));
    }

    private List<Way> Ways(
        string asset, Dictionary<(string Base, string Quote), LivePair> live, Dictionary<string, Way> found)
    {
        var ways = new List<Way>();
        foreach (var other in bridges.Prepend(anchor))
        {
            if (!found.TryGetValue(other, out var via))
                continue;

            if (live.TryGetValue((asset, other), out var direct) && Direct(direct, via) is { } one)
                ways.Add(one);
            else if (live.TryGetValue((other, asset), out var inverse) && Inverse(inverse, via) is { } another)
                ways.Add(another);
        }

        return ways;
    }

    private Way? Direct(LivePair pair, Way via) => Way.Of(
        Amounts.OrNull(() => pair.Price * via.Price.Usd),
        IsAnchor(via) ? pair.Symbol : $"{pair.Symbol}*{via.Price.Source}",
        pair.Market.Activity,
        Amounts.OrNull(() => pair.Market.QuoteVolume * via.Price.Usd),
        via);

    private Way? Inverse(LivePair pair, Way via) => Way.Of(
        Amounts.OrNull(() => via.Price.Usd / pair.Price),
        IsAnchor(via) ? $"1/{pair.Symbol}" : $"{via.Price.Source}/{pair.Symbol}",
        pair.Market.Activity,
        Amounts.OrNull(() => pair.Market.QuoteVolume / pair.Price * via.Price.Usd),
        via);

    private bool IsAnchor(Way way) => ReferenceEquals(way.Price.Source, anchorSource);

    /// <summary>A route from an asset to a dollar.</summary>
    /// <param name="Activity">Of its least active pair.</param>
    /// <param name="VolumeUsd">Of its quietest pair, within a day; zero where that is not known.</param>
    private sealed record Way(Price Price, PairActivity Activity, decimal VolumeUsd)
    {
        public Price Marked => Price with
        {
            Source = Activity is PairActivity.Thin ? Price.Source + ThinMark : Price.Source,
            Activity = Activity,
            VolumeUsd = VolumeUsd,
        };

        /// <summary>A price too small for a decimal comes out as zero, and zero is no price.</summary>
        public static Way? Of(decimal? usd, string source, PairActivity activity, decimal? volumeUsd, Way via) =>
            usd is > 0 and var price
                ? new Way(
                    new Price(price, source),
                    activity < via.Activity ? activity : via.Activity,
                    Math.Min(volumeUsd ?? decimal.MaxValue, via.VolumeUsd))
                : null;
    }
}
