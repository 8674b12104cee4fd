namespace Portfolio.Storage.Database;

/// <summary>
/// The database's time, which all processes share: what it was when it was last measured, and the monotonic time since.
/// So no step of this machine's clock is noticed here. Before the first measurement it is this machine's time.
/// Timestamps and timers are this machine's, which are monotonic.
/// </summary>
public sealed class DatabaseClock(TimeProvider machine) : TimeProvider
{
    /// <summary>A smaller step backwards is not made: time stands still until it is over.</summary>
    private static readonly TimeSpan SmallStep = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private volatile Measurement? latest;

    public bool IsMeasured => latest is not null;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        if (latest is not { } known)
            return machine.GetUtcNow();

        var now = known.Time + machine.GetElapsedTime(known.At);
        return now > known.NotBefore ? now : known.NotBefore;
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Takes over a measurement, unless the known time agrees with it as well as the round trip allows: one that took
    /// long says little.
    /// </summary>
    /// <param name="time">By the database, at some moment of the round trip.</param>
    /// <param name="askedAt">The timestamp when the round trip began.</param>
    /// <param name="answeredAt">The timestamp when it ended.</param>
    /// <returns>How far this clock has moved; negative: back.</returns>
    internal TimeSpan Learn(DateTimeOffset time, long askedAt, long answeredAt)
    {
        var measuredAt = askedAt + ((answeredAt - askedAt) / 2);
        lock (gate)
        {
            var before = GetUtcNow();
            var step = time + machine.GetElapsedTime(measuredAt) - before;
            if (IsMeasured && step.Duration() <= machine.GetElapsedTime(measuredAt, answeredAt))
                return TimeSpan.Zero;

            var isSmallAndBack = step < TimeSpan.Zero && step > -SmallStep;
            latest = new Measurement(time, measuredAt, isSmallAndBack ? before : DateTimeOffset.MinValue);
            return step;
        }
    }

    private sealed record Measurement(DateTimeOffset Time, long At, DateTimeOffset NotBefore);
}
