namespace Portfolio.Worker.Budgets;

/// <summary>A server's time, from one measurement and the monotonic time since.</summary>
/// <param name="Time">By the server's clock.</param>
/// <param name="At">The local timestamp at that time.</param>
internal sealed record MeasuredTime(DateTimeOffset Time, long At)
{
    private const long YearTenThousand = 253_402_300_800_000;

    /// <summary>For requests that carry no time.</summary>
    public static MeasuredTime None { get; } = new(DateTimeOffset.UnixEpoch, 0);

    public DateTimeOffset Now(TimeProvider clock) => Time + clock.GetElapsedTime(At);

    /// <summary>A server's time from its milliseconds; null when that is no time.</summary>
    public static DateTimeOffset? Of(long? milliseconds) => milliseconds is > 0 and < YearTenThousand and var time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time)
        : null;
}
