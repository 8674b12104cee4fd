using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Measures how far an exchange's clock is ahead of ours, for all users. Learned before the first signed call, because
/// Binance takes no timestamp that is a second fast, whatever the receive window is, and again when it complains.
/// </summary>
/// <param name="server">Whose clock it is, for the log.</param>
/// <param name="exchange">Gets each measurement.</param>
/// <param name="readTime">The server's time now.</param>
internal sealed partial class ServerClock(
    string server, ExchangeClock exchange, TimeProvider clock, Func<Task<DateTimeOffset>> readTime, ILogger logger)
{
    private readonly SingleFlightCache<ClockOffset> offset = new();

    public Task<ClockOffset> OffsetAsync(CancellationToken ct) => offset.GetAsync(_ => true, LearnAsync, ct);

    /// <summary>
    /// Another than <paramref name="wrong"/>: learned now, unless another caller has already done so.
    /// </summary>
    public Task<ClockOffset> RelearnAsync(ClockOffset wrong, CancellationToken ct) =>
        offset.GetAsync(known => !ReferenceEquals(known, wrong), LearnAsync, ct);

    private async Task<ClockOffset> LearnAsync()
    {
        var before = clock.GetUtcNow();
        var theirs = await readTime();
        var learned = new ClockOffset(theirs - before - ((clock.GetUtcNow() - before) / 2));
        exchange.Ahead = learned.Ahead;
        LogLearned(server, (long)learned.Ahead.TotalMilliseconds);
        return learned;
    }

    [LoggerMessage(LogLevel.Information, "{Server}'s clock is {AheadMs} ms ahead of ours")]
    private partial void LogLearned(string server, long aheadMs);
}

/// <param name="Ahead">Negative when our clock is the faster one.</param>
internal sealed record ClockOffset(TimeSpan Ahead)
{
    private const long YearTenThousand = 253_402_300_800_000;

    public static ClockOffset None { get; } = new(TimeSpan.Zero);

    /// <summary>A server's time from its milliseconds; null when that is no time.</summary>
    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is > 0 and < YearTenThousand and var time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time)
        : null;
}
