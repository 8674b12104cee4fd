namespace Portfolio.Worker.Exchanges;

/// <summary>How a pair is traded. The better one prices an asset.</summary>
internal enum PairActivity
{
    /// <summary>It was not traded for a day, and lacks a usable bid and ask: its last price means nothing.</summary>
    Dead = -2,

    /// <summary>
    /// Traded within a day, or with bid and ask, but not both: it prices an asset without a better pair.
    /// </summary>
    Thin = -1,

    /// <summary>The exchange does not report it.</summary>
    Unknown = 0,

    /// <summary>Traded within a day, with bid and ask.</summary>
    Liquid = 1,
}

/// <summary>The market of a pair, as its exchange reports it.</summary>
/// <param name="QuoteVolume">The volume of a day, in units of the quote asset; zero where that is not known.</param>
internal readonly record struct PairMarket(PairActivity Activity, decimal QuoteVolume)
{
    /// <param name="price">The last one.</param>
    /// <param name="baseVolume">Within a day, in units of the base asset; null: not reported.</param>
    /// <param name="quoteVolume">The same in units of the quote asset; null: not reported.</param>
    /// <param name="bid">The best one; zero: none. Null: none, or not reported.</param>
    /// <param name="ask">As <paramref name="bid"/>.</param>
    public static PairMarket Of(decimal price, decimal? baseVolume, decimal? quoteVolume, decimal? bid, decimal? ask)
    {
        if ((quoteVolume ?? Bounded(baseVolume, price)) is not { } volume)
            return default;

        var isQuoted = bid > 0 && ask > 0 && ask / 2 <= bid;
        return (volume > 0, isQuoted || (bid is null && ask is null && volume > 0)) switch
        {
            (true, true) => new PairMarket(PairActivity.Liquid, volume),
            (false, false) => new PairMarket(PairActivity.Dead, 0),
            _ => new PairMarket(PairActivity.Thin, volume),
        };
    }

    private static decimal? Bounded(decimal? volume, decimal price) =>
        volume is null ? null : Amounts.OrNull(() => volume * price) ?? decimal.MaxValue;
}

/// <summary>A pair that trades, and its price above zero.</summary>
internal readonly record struct LivePair(string Base, string Quote, string Symbol, decimal Price)
{
    public PairMarket Market { get; init; }
}
