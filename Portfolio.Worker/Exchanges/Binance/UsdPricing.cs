namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// USD prices from live pairs. Binance quotes nothing in USD, so one USDT counts as one dollar: the only assumption,
/// named as the source. Every other stablecoin is worth what its own market says.
/// </summary>
internal static class UsdPricing
{
    private const string Anchor = "USDT";

    // In this order an asset without a USDT pair is priced through another: stablecoins, the old quote coins, and last
    // the fiat money that some pairs are quoted in.
    private static readonly string[] Bridges =
    [
        "USDC", "FDUSD", "USD1", "TUSD", "USDP", "DAI", "BUSD",
        "BTC", "ETH", "BNB",
        "EUR", "TRY", "BRL",
    ];

    /// <returns>A price for every asset that a live pair leads from to a dollar; no others.</returns>
    public static Dictionary<string, Price> Build(IEnumerable<LivePair> pairs)
    {
        var live = new Dictionary<(string Base, string Quote), LivePair>();
        foreach (var pair in pairs)
            live.TryAdd((pair.Base, pair.Quote), pair);

        var bridges = Bridges.Select(bridge => (Asset: bridge, Price: InUsdt(bridge, live)))
            .Where(bridge => bridge.Price is not null)
            .ToList();

        var prices = new Dictionary<string, Price> { [Anchor] = new(1, $"{Anchor}=USD") };
        foreach (var (first, second) in live.Keys)
        {
            AddTo(prices, first, live, bridges);
            AddTo(prices, second, live, bridges);
        }

        return prices;
    }

    private static void AddTo(
        Dictionary<string, Price> prices,
        string asset,
        Dictionary<(string Base, string Quote), LivePair> live,
        List<(string Asset, Price? Price)> bridges)
    {
        if (prices.ContainsKey(asset))
            return;

        var price = InUsdt(asset, live);
        for (var i = 0; price is null && i < bridges.Count; i++)
            price = bridges[i] is { Price: { } usd } ? Through(asset, bridges[i].Asset, usd, live) : null;

        if (price is not null)
            prices.Add(asset, price);
    }

    private static Price? InUsdt(string asset, Dictionary<(string Base, string Quote), LivePair> live) =>
        live.TryGetValue((asset, Anchor), out var direct) ? new Price(direct.Price, direct.Symbol)
        : live.TryGetValue((Anchor, asset), out var inverse) ? Quotient(1, inverse.Price, $"1/{inverse.Symbol}")
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
