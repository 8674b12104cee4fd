namespace Portfolio.Worker.Budgets;

/// <summary>
/// The time at an exchange, whose limits count in windows of its own clock. Equal to local time until it was measured;
/// from then on no step of the local clock changes it.
/// </summary>
internal sealed class ExchangeClock(TimeProvider clock)
{
    private volatile MeasuredTime? measured;

    /// <summary>Negative when the local clock is ahead.</summary>
    public TimeSpan Ahead => measured is { } known ? known.Now(clock) - clock.GetUtcNow() : TimeSpan.Zero;

    public DateTimeOffset Now => measured?.Now(clock) ?? clock.GetUtcNow();

    public void Learn(MeasuredTime time) => measured = time;

    /// <summary>The exchange's time at a local time.</summary>
    public DateTimeOffset FromOurs(DateTimeOffset ours) => ours + Ahead;

    /// <summary>The local time at an exchange's time.</summary>
    public DateTimeOffset ToOurs(DateTimeOffset theirs) => theirs - Ahead;
}
