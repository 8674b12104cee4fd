using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Wakes pages and callers that watch a user's connections: one message for all changes of a quarter of a second, the
/// first of them at once. The change feed in the database has the changes, so a message that is lost costs watchers
/// seconds and a failure to publish fails no sync.
/// </summary>
internal sealed partial class ChangePublisher(IBus bus, TimeProvider clock, ILogger<ChangePublisher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim changed = new(0);
    private HashSet<Guid> users = [];

    /// <summary>A connection of the user has changed, and the change is stored.</summary>
    public void Changed(Guid userId)
    {
        lock (gate)
        {
            if (!users.Add(userId) || users.Count > 1)
                return;
        }

        changed.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await PublishAsync(Take());
            await Task.Delay(Interval, clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Guid[] Take()
    {
        lock (gate)
        {
            var taken = users.ToArray();
            users = [];
            return taken;
        }
    }

    private async Task PublishAsync(Guid[] taken)
    {
        if (taken.Length is 0)
            return;

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await bus.Publish(new ConnectionsChanged(taken), limit.Token);
        }
        catch (Exception fault)
        {
            LogNotPublished(fault, taken.Length);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Changes of {Users} users could not be announced; pages and callers that watch poll for them")]
    private partial void LogNotPublished(Exception fault, int users);
}
