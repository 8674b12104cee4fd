namespace Portfolio.Worker.Budgets;

/// <summary>
/// The time at an exchange, whose limits count in windows of its own clock: our time and how far theirs is ahead of it.
/// The same as ours until the difference was measured.
/// </summary>
internal sealed class ExchangeClock(TimeProvider clock)
{
    private long aheadTicks;

    /// <summary>Negative when our clock is the faster one.</summary>
    public TimeSpan Ahead
    {
        get => new(Interlocked.Read(ref aheadTicks));
        set => Interlocked.Exchange(ref aheadTicks, value.Ticks);
    }

    public DateTimeOffset Now => FromOurs(clock.GetUtcNow());

    /// <summary>The exchange's time at a moment of ours.</summary>
    public DateTimeOffset FromOurs(DateTimeOffset ours) => ours + Ahead;

    /// <summary>Our time at a moment of the exchange's.</summary>
    public DateTimeOffset ToOurs(DateTimeOffset theirs) => theirs - Ahead;
}
