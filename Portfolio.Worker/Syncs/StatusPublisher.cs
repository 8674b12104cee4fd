using MassTransit;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Publishes that a sync began or ended. The event only wakes pages and callers that watch, so a failure to publish it
/// fails no sync.
/// </summary>
internal sealed partial class StatusPublisher(IPublishEndpoint bus, ILogger<StatusPublisher> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="status">As in <see cref="ConnectionStatusChanged"/>.</param>
    public async Task PublishAsync(Claim claim, string status)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await bus.Publish(
                new ConnectionStatusChanged(claim.ConnectionId, claim.UserId, claim.Exchange, status), limit.Token);
        }
        catch (Exception fault)
        {
            LogNotPublished(fault, status);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The status {Status} could not be published; pages and callers that watch poll for it")]
    private partial void LogNotPublished(Exception fault, string status);
}
