namespace Portfolio.Api.Pages.Live;

/// <summary>Tells a page that something about its connections may have changed.</summary>
internal sealed class ConnectionWatch(TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Until it is disposed.</summary>
    public IDisposable Begin(Func<Task> changed)
    {
        var ended = new CancellationTokenSource();
        _ = WatchAsync(changed, ended.Token);
        return new Watch(ended);
    }

    private async Task WatchAsync(Func<Task> changed, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
                await changed();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private sealed class Watch(CancellationTokenSource ended) : IDisposable
    {
        public void Dispose()
        {
            ended.Cancel();
            ended.Dispose();
        }
    }
}
