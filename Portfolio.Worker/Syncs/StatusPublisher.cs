using MassTransit;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>Tells whoever watches that a sync began or ended. It only wakes them, so no sync fails for it.</summary>
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
            LogNotTold(fault, claim.ConnectionId, status);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Nobody was told that connection {ConnectionId} is {Status}; who watches looks by themselves")]
    private partial void LogNotTold(Exception fault, Guid connectionId, string status);
}
