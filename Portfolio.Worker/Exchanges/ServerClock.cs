using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Measures the time at an exchange, for all users: before the first signed call, because Binance accepts no timestamp
/// that is a second fast, whatever the receive window, and again when the exchange rejects a timestamp.
/// </summary>
/// <param name="server">Whose clock it is, for the log.</param>
/// <param name="exchange">Gets each measurement.</param>
/// <param name="readTime">The server's time now.</param>
internal sealed partial class ServerClock(
    string server, ExchangeClock exchange, TimeProvider clock, Func<Task<DateTimeOffset>> readTime, ILogger logger)
{
    private readonly SingleFlightCache<MeasuredTime> measured = new();

    public Task<MeasuredTime> MeasuredAsync(CancellationToken ct) => measured.GetAsync(_ => true, LearnAsync, ct);

    /// <summary>
    /// A newer measurement than <paramref name="wrong"/>: made now, unless another caller has already done so.
    /// </summary>
    public Task<MeasuredTime> RelearnAsync(MeasuredTime wrong, CancellationToken ct) =>
        measured.GetAsync(known => !ReferenceEquals(known, wrong), LearnAsync, ct);

    private async Task<MeasuredTime> LearnAsync()
    {
        var before = clock.GetTimestamp();
        var theirs = await readTime();
        var learned = new MeasuredTime(theirs, before + ((clock.GetTimestamp() - before) / 2));
        exchange.Learn(learned);
        LogLearned(server, (long)exchange.Ahead.TotalMilliseconds);
        return learned;
    }

    [LoggerMessage(LogLevel.Information, "{Server}'s clock is {AheadMs} ms ahead of this server's")]
    private partial void LogLearned(string server, long aheadMs);
}
