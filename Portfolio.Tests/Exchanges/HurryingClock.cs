using Microsoft.Extensions.Time.Testing;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// The clock of a test, for code that waits: a wait shorter than <paramref name="patience"/> ends at once; longer
/// timers fire when the test advances the clock.
/// </summary>
internal sealed class HurryingClock(FakeTimeProvider clock, TimeSpan patience) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < patience)
            clock.Advance(dueTime);

        return timer;
    }
}
