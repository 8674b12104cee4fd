namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Spaces the calls of one caller to one endpoint, so that a limit per second is never reached. Remembers a caller only
/// until its next call would be free.
/// </summary>
internal sealed class RequestPacer(TimeProvider clock)
{
    private const int FewestBeforeSweep = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Path, int Caller), long> freeAt = [];
    private int sweepAt = FewestBeforeSweep;

    /// <summary>Waits for this caller's turn.</summary>
    /// <param name="caller">A hash of the counted caller; two that collide wait for each other.</param>
    /// <param name="interval">Between two calls.</param>
    public Task WaitAsync(string path, int caller, TimeSpan interval, CancellationToken ct)
    {
        var wait = Take((path, caller), interval);
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, ct) : Task.CompletedTask;
    }

    private TimeSpan Take((string Path, int Caller) key, TimeSpan interval)
    {
        // The monotonic clock: a clock that is set back must not delay a caller.
        var now = clock.GetTimestamp();
        lock (gate)
        {
            if (freeAt.Count >= sweepAt)
                Sweep(now);

            var turn = Math.Max(now, freeAt.GetValueOrDefault(key));
            freeAt[key] = turn + (long)(interval.TotalSeconds * clock.TimestampFrequency);
            return clock.GetElapsedTime(now, turn);
        }
    }

    private void Sweep(long now)
    {
        foreach (var (key, free) in freeAt)
        {
            if (free <= now)
                freeAt.Remove(key);
        }

        sweepAt = Math.Max(FewestBeforeSweep, freeAt.Count * 2);
    }
}
