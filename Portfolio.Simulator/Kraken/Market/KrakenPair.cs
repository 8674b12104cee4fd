namespace Portfolio.Simulator.Kraken.Market;

/// <summary>A pair at one venue.</summary>
/// <param name="Status">In Kraken's words; <see cref="Delisted"/>: it has vanished from all lists.</param>
/// <param name="Last">The last price, sent as 0 when there was no trade for a day.</param>
internal sealed record KrakenPair(string Base, string Quote, string Status, decimal Last)
{
    public const string Online = "online";
    public const string Delisted = "delisted";

    /// <summary>It has a ticker, and is in no list of pairs.</summary>
    public const string TickerOnly = "ticker";

    private const string Bitnomial = "bitnomial";

    private const decimal DayVolume = 5_000_000;

    public static IReadOnlyList<string> Statuses { get; } =
        [Online, "cancel_only", "post_only", "limit_only", "reduce_only", TickerOnly, Delisted];

    /// <summary>False: no trade for a day. Orders may be there.</summary>
    public bool Traded { get; init; } = true;

    public bool HasBid { get; init; } = true;

    /// <summary>Between bid and ask, in parts of the price.</summary>
    public decimal Spread { get; init; } = 0.0004m;

    public bool IsBitnomial { get; init; }

    private string Venue => IsBitnomial ? ":BTNL" : "";

    public string Id => KrakenNames.PairId(Base, Quote) + Venue;

    public string Altname => KrakenNames.Altname(Base) + KrakenNames.Altname(Quote) + Venue;

    /// <summary>With the old names of bitcoin and dogecoin.</summary>
    public string WebsocketName => $"{KrakenNames.Altname(Base)}/{KrakenNames.Altname(Quote)}{Venue}";

    public string NewName => $"{Base}/{Quote}{Venue}";

    public string Class => KrakenCoins.ByCode[Base].Class;

    public bool IsTraded => Traded && Last > 0;

    public bool IsListed => Status is not (Delisted or TickerOnly);

    /// <summary>Of all its prices.</summary>
    public int Decimals
    {
        get
        {
            var decimals = 5;
            for (var left = Last; left is > 0 and < 1 && decimals < 12; left *= 10)
                decimals++;
            return Math.Max(Last >= 1000 ? 1 : decimals, Last is 0 ? 5 : Last.Scale);
        }
    }

    /// <summary>Within a day, in units of the base.</summary>
    public decimal Volume =>
        IsTraded ? decimal.Round(DayVolume / Math.Max(KrakenCoins.ByCode[Base].Usd, 0.000001m), 8) : 0;

    /// <summary>A pair as the table of coins describes it.</summary>
    public static KrakenPair Of(string code, string quote, string flag, decimal last)
    {
        var pair = new KrakenPair(code, quote, Statuses.Contains(flag) ? flag : Online, last);
        return flag switch
        {
            "dead" => pair with { Traded = false, Spread = 1.6m },
            "wide" => pair with { Spread = 0.6m },
            "onesided" => pair with { HasBid = false, Spread = 0.4m },
            Bitnomial => pair with { IsBitnomial = true, Last = decimal.Round(last * 1.0022m, last.Scale) },
            _ => pair,
        };
    }
}
