namespace Portfolio.Simulator.Binance.Limits;

/// <summary>A sum that starts again at every full period of the server's clock.</summary>
internal sealed class UsageWindow(TimeSpan period)
{
    private long _index = -1;

    public int Used { get; private set; }

    public int Add(int amount, DateTimeOffset now)
    {
        var index = now.UtcTicks / period.Ticks;
        if (index != _index)
            (_index, Used) = (index, 0);
        return Used += amount;
    }

    /// <summary>Until the period is over, at least one second.</summary>
    public int SecondsLeft(DateTimeOffset now) =>
        (int)Math.Ceiling((period - TimeSpan.FromTicks(now.UtcTicks % period.Ticks)).TotalSeconds);
}
