using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// How far Binance's clock is ahead of ours, the same for all users. Learned before the first signed call, because a
/// clock that is a second fast fails whatever the receive window is, and again when Binance complains.
/// </summary>
/// <param name="askServer">Binance's time now.</param>
internal sealed partial class BinanceClock(TimeProvider clock, Func<Task<DateTimeOffset>> askServer, ILogger logger)
{
    private const long YearTenThousand = 253_402_300_800_000;

    private readonly SharedReading<ClockOffset> offset = new();

    /// <summary>The best guess without asking: zero before the first signed call.</summary>
    public TimeSpan Ahead => offset.Latest?.Ahead ?? TimeSpan.Zero;

    public Task<ClockOffset> OffsetAsync(CancellationToken ct) => offset.GetAsync(_ => true, LearnAsync, ct);

    /// <summary>Another than <paramref name="wrong"/>: learned now, unless somebody has already done so.</summary>
    public Task<ClockOffset> RelearnAsync(ClockOffset wrong, CancellationToken ct) =>
        offset.GetAsync(known => !ReferenceEquals(known, wrong), LearnAsync, ct);

    /// <exception cref="JsonException">Not a time.</exception>
    public static DateTimeOffset ReadTime(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceTimeBody)
            is { ServerTime: > 0 and < YearTenThousand and var time }
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : throw new JsonException("The answer holds no time.");

    private async Task<ClockOffset> LearnAsync()
    {
        var before = clock.GetUtcNow();
        var server = await askServer();
        var learned = new ClockOffset(server - before - ((clock.GetUtcNow() - before) / 2));
        LogLearned((long)learned.Ahead.TotalMilliseconds);
        return learned;
    }

    [LoggerMessage(LogLevel.Information, "Binance's clock is {AheadMs} ms ahead of ours")]
    private partial void LogLearned(long aheadMs);
}

/// <param name="Ahead">Negative when our clock is the faster one.</param>
internal sealed record ClockOffset(TimeSpan Ahead);
