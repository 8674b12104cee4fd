namespace Portfolio.Simulator;

/// <summary>The exchanges' clock: the machine's, moved by <see cref="Offset"/> to test a client's skew.</summary>
internal sealed class SimulatorClock(TimeProvider time)
{
    private long _offsetMs;

    public TimeSpan Offset
    {
        get => TimeSpan.FromMilliseconds(Interlocked.Read(ref _offsetMs));
        set => Interlocked.Exchange(ref _offsetMs, (long)value.TotalMilliseconds);
    }

    public DateTimeOffset Now => time.GetUtcNow() + Offset;
}
