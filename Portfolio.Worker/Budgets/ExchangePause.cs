namespace Portfolio.Worker.Budgets;

/// <summary>
/// Holds back every call to one exchange until the time that it named: after 429, 418 or a firewall's 403, one more
/// request only makes the ban longer. Shared by all users of the process, because limits count per address.
/// </summary>
internal sealed class ExchangePause(TimeProvider clock)
{
    private long untilTicks;

    /// <summary>When calls may go out again; null while they may.</summary>
    public DateTimeOffset? Until =>
        new DateTimeOffset(Interlocked.Read(ref untilTicks), TimeSpan.Zero) is var until && until > clock.GetUtcNow()
            ? until
            : null;

    /// <summary>A pause only ever grows: an earlier time does not shorten it. True when it grew.</summary>
    public bool Extend(DateTimeOffset until)
    {
        var requested = until.UtcTicks;
        for (var current = Interlocked.Read(ref untilTicks); requested > current;)
        {
            var seen = Interlocked.CompareExchange(ref untilTicks, requested, current);
            if (seen == current)
                return true;

            current = seen;
        }

        return false;
    }
}
