using System.Data.Common;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Api.Pages.Live;

/// <summary>Notifies an open page of changes to its person's connections, no matter which process made them.</summary>
internal sealed partial class LiveUpdates(
    ConnectionFeed feed, PageUser user, TimeProvider clock, ILogger<LiveUpdates> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    /// <param name="changed">
    /// Reads the page again. Called at the beginning and then once for all changes in the meantime, one call after the
    /// other, and again after one that failed, until the returned subscription is disposed.
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
    /// then. Later changes that are found together are read together.
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

    [LoggerMessage(LogLevel.Warning, "An open page could not read the changes, and tries again")]
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
