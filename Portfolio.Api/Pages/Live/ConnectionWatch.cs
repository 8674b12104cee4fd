using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Api.Pages.Live;

/// <summary>Tells an open page when something about its person's connections has changed, wherever that happened.</summary>
internal sealed class ConnectionWatch(ConnectionFeed feed, Visitor visitor)
{
    /// <param name="changed">Called for each change, one after the other, until what is returned is disposed.</param>
    public IDisposable Begin(Func<Task> changed)
    {
        var ended = new CancellationTokenSource();
        _ = WatchAsync(changed, ended.Token);
        return new Watch(ended);
    }

    private async Task WatchAsync(Func<Task> changed, CancellationToken ended)
    {
        var begun = false;
        await foreach (var change in feed.WatchAsync(await visitor.IdAsync(), null, ended))
        {
            // What comes before the first of these is what the page has read by itself.
            if (change is ConnectionChange.Still)
                begun = true;
            else if (begun)
                await changed();
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
