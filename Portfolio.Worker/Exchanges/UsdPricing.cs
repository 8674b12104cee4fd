namespace Portfolio.Worker.Exchanges;

/// <summary>
/// USD prices from live pairs. One asset counts as a dollar, and every other, stablecoins included, is worth what its
/// own market says.
/// </summary>
/// <param name="anchor">What counts as a dollar.</param>
/// <param name="anchorSource">How the anchor's own price is explained: "USDT=USD".</param>
/// <param name="bridges">
/// Through which other asset one without a pair against the anchor is priced, the best first; a bridge may itself be
/// priced through an earlier one.
/// </param>
internal sealed class UsdPricing(string anchor, string anchorSource, IReadOnlyList<string> bridges)
{
    /// <returns>A price for every asset that a live pair leads from to a dollar; no others.</returns>
    public Dictionary<string, Price> Build(IEnumerable<LivePair> pairs)
    {
        var live = new Dictionary<(string Base, string Quote), LivePair>();
        foreach (var pair in pairs)
            live.TryAdd((pair.Base, pair.Quote), pair);

        var prices = new Dictionary<string, Price> { [anchor] = new(1, anchorSource) };
        foreach (var bridge in bridges)
            AddTo(prices, bridge, live);

        foreach (var (first, second) in live.Keys)
        {
            AddTo(prices, first, live);
            AddTo(prices, second, live);
        }

        return prices;
    }

    private void AddTo(
        Dictionary<string, Price> prices, string asset, Dictionary<(string Base, string Quote), LivePair> live)
    {
        if (prices.ContainsKey(asset))
            return;

        var price = Direct(asset, live);
        for (var i = 0; price is null && i < bridges.Count; i++)
            price = prices.TryGetValue(bridges[i], out var usd) ? Through(asset, bridges[i], usd, live) : null;

        if (price is not null)
            prices.Add(asset, price);
    }

    private Price? Direct(string asset, Dictionary<(string Base, string Quote), LivePair> live) =>
        live.TryGetValue((asset, anchor), out var direct) ? new Price(direct.Price, direct.Symbol)
        : live.TryGetValue((anchor, asset), out var inverse) ? Quotient(1, inverse.Price, $"1/{inverse.Symbol}")
        : null;

    private static Price? Through(
        string asset, string bridge, Price usd, Dictionary<(string Base, string Quote), LivePair> live) =>
        live.TryGetValue((asset, bridge), out var direct)
            ? Product(direct.Price, usd.Usd, $"{direct.Symbol}*{usd.Source}")
        : live.TryGetValue((bridge, asset), out var inverse)
            ? Quotient(usd.Usd, inverse.Price, $"{usd.Source}/{inverse.Symbol}")
        : null;

    private static Price? Product(decimal one, decimal other, string source)
    {
        try
        {
            return Usable(one * other, source);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static Price? Quotient(decimal one, decimal other, string source)
    {
        try
        {
            return Usable(one / other, source);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // A price too small for a decimal comes out as zero, and zero is no price.
    private static Price? Usable(decimal usd, string source) => usd > 0 ? new Price(usd, source) : null;
}

/// <summary>A pair that trades, and its price above zero.</summary>
internal readonly record struct LivePair(string Base, string Quote, string Symbol, decimal Price);
