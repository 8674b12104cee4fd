using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Worker.Syncs;

/// <summary>Every later sync, requested by a person or by the sweep.</summary>
internal sealed class SyncConnectionConsumer(ConnectionSync sync) : IConsumer<SyncConnection>
{
    public Task Consume(ConsumeContext<SyncConnection> context)
    {
        var request = context.Message;
        return sync.RunAsync(
            new SyncRequest(
                request.ConnectionId, request.UserId, request.Exchange, request.Request,
                request.Trigger is SyncTriggers.Scheduled, request.Region),
            context.CancellationToken);
    }
}
