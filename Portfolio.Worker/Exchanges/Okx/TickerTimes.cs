namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The age of a price list's rows, measured against the list itself: the median of their times is the exchange's clock,
/// so that one row with a wrong time makes no other row stale.
/// </summary>
internal sealed class TickerTimes
{
    private const decimal DayMs = 24 * 60 * 60 * 1000;

    // From 2001 to 2286 a count of seconds has ten digits, and one of milliseconds thirteen.
    private const decimal FirstSeconds = 1_000_000_000;
    private const decimal EndOfSeconds = 10_000_000_000;

    private readonly decimal? middle;

    private TickerTimes(decimal? middle) => this.middle = middle;

    public static TickerTimes Of(IEnumerable<OkxTickerBody> rows)
    {
        var times = rows.Select(row => Milliseconds(row.Ts)).OfType<decimal>().Order().ToList();
        return new TickerTimes(times.Count > 0 ? times[(times.Count - 1) / 2] : null);
    }

    /// <summary>False: the row's time is invalid, or lies in the future. A row without a time is accepted.</summary>
    public bool IsTime(OkxTickerBody row) =>
        row.Ts is null || (Milliseconds(row.Ts) is { } time && time <= middle + DayMs);

    /// <summary>The row was made a day before the others.</summary>
    public bool IsStale(OkxTickerBody row) => Milliseconds(row.Ts) < middle - DayMs;

    /// <summary>
    /// Of a time in seconds, milliseconds, microseconds or nanoseconds; null when it is none of them.
    /// </summary>
    private static decimal? Milliseconds(decimal? time)
    {
        foreach (var perSecond in (ReadOnlySpan<decimal>)[1, 1_000, 1_000_000, 1_000_000_000])
        {
            if (time >= FirstSeconds * perSecond && time < EndOfSeconds * perSecond)
                return time / perSecond * 1000;
        }

        return null;
    }
}
