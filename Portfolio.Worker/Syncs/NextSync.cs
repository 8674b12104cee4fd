namespace Portfolio.Worker.Syncs;

/// <summary>When a connection is due again. Jitter keeps connections from falling due together.</summary>
internal static class NextSync
{
    /// <summary>The longest wait after a success, as a multiple of the interval.</summary>
    public const double LongestOfInterval = ShortestOfInterval + 0.10;

    private const double ShortestOfInterval = 0.95;

    /// <param name="chance">From 0 up to 1.</param>
    public static DateTimeOffset AfterSuccess(
        DateTimeOffset now, int intervalMinutes, TimeSpan? atMost, double chance)
    {
        var interval = TimeSpan.FromMinutes(intervalMinutes);
        return now + ((atMost < interval ? atMost.Value : interval)
            * (ShortestOfInterval + ((LongestOfInterval - ShortestOfInterval) * chance)));
    }

    /// <summary>
    /// Doubles with every failure up to a ceiling, and is never before the time that the exchange named.
    /// </summary>
    /// <param name="failures">Runs that failed in a row before this one.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public static DateTimeOffset AfterFailure(
        DateTimeOffset now, int failures, DateTimeOffset? retryAt, SyncOptions options, double chance)
    {
        var doubled = options.RetryAfter * Math.Pow(2, Math.Min(failures, 20));
        var backoff = doubled < options.RetryAtMost ? doubled : options.RetryAtMost;
        var due = now + (backoff * (0.75 + (0.50 * chance)));
        var named = retryAt + (TimeSpan.FromSeconds(5) * chance);
        return named > due ? named.Value : due;
    }
}
