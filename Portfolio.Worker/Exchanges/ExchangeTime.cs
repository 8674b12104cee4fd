namespace Portfolio.Worker.Exchanges;

/// <summary>
/// A limit on the time that an exchange takes. It stands still while something of our own is waited for: a slow
/// database is not a slow exchange.
/// </summary>
internal sealed class ExchangeTime : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly ExchangeTime? outer;
    private readonly CancellationTokenSource limit;
    private readonly CancellationTokenSource either;
    private TimeSpan left;
    private long runningSince;
    private int stops;

    /// <param name="outer">A limit around this one, which stands still with it; null: none.</param>
    public ExchangeTime(TimeSpan atMost, TimeProvider clock, CancellationToken ct, ExchangeTime? outer = null)
    {
        (AtMost, left, this.clock, this.outer) = (atMost, atMost, clock, outer);
        runningSince = clock.GetTimestamp();
        limit = new CancellationTokenSource(atMost, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
    }

    public TimeSpan AtMost { get; }

    /// <summary>Cancelled with the caller's, and when the time is over.</summary>
    public CancellationToken Token => either.Token;

    public bool IsOver => limit.IsCancellationRequested;

    /// <summary>Waits for something of our own, while the time stands still.</summary>
    public async Task<T> OutsideAsync<T>(Func<Task<T>> own)
    {
        Stop();
        try
        {
            return await own();
        }
        finally
        {
            GoOn();
        }
    }

    /// <inheritdoc cref="OutsideAsync{T}"/>
    public Task OutsideAsync(Func<Task> own) => OutsideAsync(async () =>
    {
        await own();
        return true;
    });

    public void Dispose()
    {
        either.Dispose();
        limit.Dispose();
    }

    /// <summary>Calls that share this limit run side by side: it stands still while one of them waits.</summary>
    private void Stop()
    {
        outer?.Stop();
        lock (gate)
        {
            if (stops++ > 0)
                return;

            left -= clock.GetElapsedTime(runningSince);
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private void GoOn()
    {
        lock (gate)
        {
            if (--stops is 0)
            {
                runningSince = clock.GetTimestamp();
                limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }

        outer?.GoOn();
    }
}
