using Microsoft.Extensions.Time.Testing;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// The time of a test, for code that waits: whoever waits less than <paramref name="patience"/> finds that the time
/// has passed at once; longer timers run off when the test moves its clock.
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
