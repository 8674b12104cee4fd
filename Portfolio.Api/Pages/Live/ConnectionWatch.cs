using System.Data.Common;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Api.Pages.Live;

/// <summary>Tells an open page when something about its person's connections has changed, wherever that happened.</summary>
internal sealed partial class ConnectionWatch(
    ConnectionFeed feed, Visitor visitor, TimeProvider clock, ILogger<ConnectionWatch> logger)
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    /// <param name="changed">Called for each change, one after the other, until what is returned is disposed.</param>
    public IDisposable Begin(Func<Task> changed)
    {
        var ended = new CancellationTokenSource();
        _ = WatchAsync(changed, ended.Token);
        return new Watch(ended);
    }

    private async Task WatchAsync(Func<Task> changed, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(changed, ended);
            }
            catch (DbException fault)
            {
                LogInterrupted(fault);
                await Task.Delay(AfterTrouble, clock, CancellationToken.None);
            }
        }
    }

    private async Task FollowAsync(Func<Task> changed, CancellationToken ended)
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

    [LoggerMessage(LogLevel.Warning, "An open page could not read what has changed, and tries again")]
    private partial void LogInterrupted(Exception fault);

    private sealed class Watch(CancellationTokenSource ended) : IDisposable
    {
        public void Dispose()
        {
            ended.Cancel();
            ended.Dispose();
        }
    }
}
