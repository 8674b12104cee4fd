namespace Portfolio.Simulator.Okx.Market;

/// <summary>A spot pair.</summary>
/// <param name="State">live, suspend or preopen in OKX's words; delisted: it has vanished from all lists.</param>
/// <param name="Last">The last price, which means nothing when the pair is not live.</param>
internal sealed record OkxInstrument(string Base, string Quote, string State, decimal Last)
{
    public const string Live = "live";
    public const string Suspended = "suspend";
    public const string PreOpen = "preopen";
    public const string Delisted = "delisted";

    public static IReadOnlyList<string> States { get; } = [Live, Suspended, PreOpen, Delisted];

    /// <summary>The daily volume of every traded pair, in USDT.</summary>
    private const decimal DayVolume = 5_000_000;

    /// <summary>False: it is live but not traded: no volume, no bid, no ask.</summary>
    public bool Traded { get; init; } = true;

    /// <summary>Sent as the time of its ticker, whatever it is; null: the true one, in milliseconds.</summary>
    public string? TickerTime { get; init; }

    /// <summary>Within a day, in units of the quote asset.</summary>
    public decimal QuoteVolume => Traded && IsLive ? decimal.Round(DayVolume / OkxCoins.ByCode[Quote].Usdt, 8) : 0;

    public string Id { get; } = $"{Base}-{Quote}";

    public bool IsLive => State == Live && Last > 0;

    public bool IsListed => State != Delisted;

    /// <summary>A pair that has never traded has no ticker.</summary>
    public bool HasTicker => State is Live or Suspended;
}
