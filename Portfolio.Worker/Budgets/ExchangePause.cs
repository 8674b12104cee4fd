namespace Portfolio.Worker.Budgets;

/// <summary>
/// Holds back every call to one exchange until the time that it named: after 429, 418 or a firewall's 403, one more
/// request only makes the ban longer. Shared by all users of the process, because limits count per address. It lasts as
/// long as the exchange named when it was set, whatever happens to the clock meanwhile.
/// </summary>
internal sealed class ExchangePause(TimeProvider clock)
{
    private readonly Lock gate = new();
    private (DateTimeOffset Until, TimeSpan Lasts, long SetAt) latest = (DateTimeOffset.MinValue, default, 0);

    /// <summary>When calls may go out again; null while they may.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (gate)
            {
                if (Left is not { Ticks: > 0 } left)
                    return null;

                var now = clock.GetUtcNow();
                return latest.Until > now ? latest.Until : now + left;
            }
        }
    }

    private TimeSpan Left => latest.Lasts - clock.GetElapsedTime(latest.SetAt);

    /// <summary>A pause only ever grows: an earlier time does not shorten it. True when it grew.</summary>
    public bool Extend(DateTimeOffset until)
    {
        lock (gate)
        {
            var lasts = until - clock.GetUtcNow();
            if (lasts <= Left)
                return false;

            latest = (until, lasts, clock.GetTimestamp());
            return true;
        }
    }
}
