using Microsoft.Extensions.Time.Testing;

namespace Portfolio.Tests.Clocks;

/// <summary>A clock that can be set, forward or back, while timestamps and timers go on as before.</summary>
internal sealed class SteppedClock(DateTimeOffset now) : TimeProvider
{
    private readonly FakeTimeProvider inner = new(now);
    private TimeSpan offset;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + offset;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan time) => inner.Advance(time);

    public void Step(TimeSpan by) => offset += by;
}
