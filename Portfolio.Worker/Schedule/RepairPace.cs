namespace Portfolio.Worker.Schedule;

/// <summary>
/// Lets work whose cost grows with the number of connections take about a hundredth of the time at most: work of half a
/// second is done whenever it may be, longer work less often. Durations are monotonic. Not for concurrent callers.
/// </summary>
internal sealed class RepairPace(TimeProvider clock)
{
    private const int Rest = 100;

    private static readonly TimeSpan Free = TimeSpan.FromSeconds(0.5);

    private TimeSpan took;
    private long? endedAt;

    /// <summary>False: it has to rest; nothing was done.</summary>
    public async Task<bool> TryAsync(Func<Task> work)
    {
        if (endedAt is { } last && clock.GetElapsedTime(last) < (took - Free) * Rest)
            return false;

        var begunAt = clock.GetTimestamp();
        try
        {
            await work();
            return true;
        }
        finally
        {
            endedAt = clock.GetTimestamp();
            took = clock.GetElapsedTime(begunAt);
        }
    }
}
