namespace Portfolio.Worker.Exchanges;

/// <summary>
/// One value that all callers share, read at most once at a time. While it is being read, every caller awaits the same
/// task. A reading that fails fails all its callers and is forgotten; a caller that gives up leaves it running for the
/// others, so a reading must end by itself.
/// </summary>
internal sealed class SingleFlightCache<T> where T : class
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private volatile T? latest;

    /// <summary>The last value, however old; null before the first success.</summary>
    public T? Latest => latest;

    /// <param name="isFresh">Whether the cached value is fresh enough; otherwise it is read again.</param>
    public Task<T> GetAsync(Func<T, bool> isFresh, Func<Task<T>> read, CancellationToken ct)
    {
        lock (gate)
        {
            if (latest is { } value && isFresh(value))
                return Task.FromResult(value);

            // Task.Run, so that a reading that ends at once cannot clear the field before it is set.
            running ??= Task.Run(() => RefreshAsync(read), CancellationToken.None);
            return running.WaitAsync(ct);
        }
    }

    private async Task<T> RefreshAsync(Func<Task<T>> read)
    {
        try
        {
            return latest = await read();
        }
        finally
        {
            lock (gate)
                running = null;
        }
    }
}
