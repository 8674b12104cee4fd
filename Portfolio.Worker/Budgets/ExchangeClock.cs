namespace Portfolio.Worker.Budgets;

/// <summary>
/// The time at an exchange, whose limits count in windows of its own clock: local time plus the measured offset. Equal
/// to local time until the offset was measured.
/// </summary>
internal sealed class ExchangeClock(TimeProvider clock)
{
    private long aheadTicks;

    /// <summary>Negative when the local clock is ahead.</summary>
    public TimeSpan Ahead
    {
        get => new(Interlocked.Read(ref aheadTicks));
        set => Interlocked.Exchange(ref aheadTicks, value.Ticks);
    }

    public DateTimeOffset Now => FromOurs(clock.GetUtcNow());

    /// <summary>The exchange's time at a local time.</summary>
    public DateTimeOffset FromOurs(DateTimeOffset ours) => ours + Ahead;

    /// <summary>The local time at an exchange's time.</summary>
    public DateTimeOffset ToOurs(DateTimeOffset theirs) => theirs - Ahead;
}
