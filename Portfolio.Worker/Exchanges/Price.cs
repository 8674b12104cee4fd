namespace Portfolio.Worker.Exchanges;

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

    /// <summary>True: the exchange's valuation of the asset in one account, and not a price of its market.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The least active of its pairs.</summary>
    public PairActivity Activity { get; init; }

    /// <summary>USD traded within a day, of the quietest of its pairs; zero where that is not known.</summary>
    public decimal VolumeUsd { get; init; }

    /// <summary>The exchange or its region that lists the pairs: "okx:eea"; null: that of the list.</summary>
    public string? Host { get; init; }

    /// <summary>
    /// The same price at a later time, marked as old by its source. The time is rounded to the microsecond, as it is
    /// stored, so that the price equals its stored copy.
    /// </summary>
    public Price AsOf(DateTimeOffset time) => this with
    {
        Source = Source.EndsWith(OldMark, StringComparison.Ordinal) ? Source : Source + OldMark,
        At = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)),
    };

    /// <summary>The same amount, from the same pairs, at the same time.</summary>
    public bool Equals(Price? other) =>
        other is not null && (Usd, Source, At) == (other.Usd, other.Source, other.At);

    public override int GetHashCode() => HashCode.Combine(Usd, Source, At);
}
