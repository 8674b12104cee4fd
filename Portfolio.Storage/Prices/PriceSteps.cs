namespace Portfolio.Storage.Prices;

/// <summary>How finely past prices are kept, and for how long; those of each day are kept for good.</summary>
public static class PriceSteps
{
    public static readonly TimeSpan Finest = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan FinestKeptFor = TimeSpan.FromHours(48);

    public static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    public static readonly TimeSpan HourlyKeptFor = TimeSpan.FromDays(90);

    public static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    internal static readonly TimeSpan[] All = [Finest, Hourly, Daily];

    /// <summary>The finest step of which all prices since then are still kept.</summary>
    public static TimeSpan KeptSince(DateTimeOffset since, DateTimeOffset now) =>
        now - since <= FinestKeptFor ? Finest : now - since <= HourlyKeptFor ? Hourly : Daily;
}
