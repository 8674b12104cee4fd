using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Measures how far an exchange's clock is ahead of the local one, for all users: before the first signed call, because
/// Binance accepts no timestamp that is a second fast, whatever the receive window, and again when the exchange rejects
/// a timestamp.
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
    /// A newer offset than <paramref name="wrong"/>: measured now, unless another caller has already done so.
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

    [LoggerMessage(LogLevel.Information, "{Server}'s clock is {AheadMs} ms ahead of this server's")]
    private partial void LogLearned(string server, long aheadMs);
}

/// <param name="Ahead">Negative when the local clock is ahead.</param>
internal sealed record ClockOffset(TimeSpan Ahead)
{
    private const long YearTenThousand = 253_402_300_800_000;

    public static ClockOffset None { get; } = new(TimeSpan.Zero);

    /// <summary>A server's time from its milliseconds; null when that is no time.</summary>
    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is > 0 and < YearTenThousand and var time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time)
        : null;
}
