using Microsoft.Extensions.Time.Testing;

namespace Portfolio.Tests.Exchanges;

/// <summary>Whoever waits less than <paramref name="patience"/> finds that the time has passed at once.</summary>
internal sealed class HurryingClock(DateTimeOffset start, TimeSpan patience) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < patience)
            Advance(dueTime);

        return timer;
    }
}
