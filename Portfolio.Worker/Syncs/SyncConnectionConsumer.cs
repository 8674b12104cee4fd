using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Worker.Syncs;

/// <summary>Every later sync, whoever asked for it.</summary>
internal sealed class SyncConnectionConsumer(ConnectionSync sync) : IConsumer<SyncConnection>
{
    public Task Consume(ConsumeContext<SyncConnection> context)
    {
        var asked = context.Message;
        return sync.RunAsync(
            new SyncRequest(
                asked.ConnectionId, asked.UserId, asked.Exchange, asked.Request,
                asked.Trigger is SyncTriggers.Scheduled, asked.Region),
            context.CancellationToken);
    }
}
