using System.Data.Common;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Api.Pages.Live;

/// <summary>
/// Tells an open page when something about its person's connections has changed, wherever that happened.
/// </summary>
internal sealed partial class LiveUpdates(
    ConnectionFeed feed, PageUser user, TimeProvider clock, ILogger<LiveUpdates> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    /// <param name="changed">
    /// Reads the page again. Called at the beginning and then once for all that changed in the meantime, one call after
    /// the other, and again after one that failed, until what is returned is disposed.
    /// </param>
    public IDisposable Subscribe(Func<Task> changed)
    {
        var ended = new CancellationTokenSource();
        _ = WatchAsync(changed, ended.Token);
        return new Subscription(ended);
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
                await Task.Delay(RetryDelay, clock, CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// The page may have been read before the first look, for the prerendering or before a failure, so it is read again
    /// then. What is found together later is read together.
    /// </summary>
    private async Task FollowAsync(Func<Task> changed, CancellationToken ended)
    {
        var begun = false;
        await foreach (var look in feed.LooksAsync(await user.IdAsync(), null, ended))
        {
            if (!begun || look.Any(change => change is not ConnectionChange.Still))
                await changed();
            begun = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "An open page could not read what has changed, and tries again")]
    private partial void LogInterrupted(Exception fault);

    private sealed class Subscription(CancellationTokenSource ended) : IDisposable
    {
        public void Dispose()
        {
            ended.Cancel();
            ended.Dispose();
        }
    }
}
