using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Worker.Syncs;

/// <summary>The first sync of a new connection.</summary>
internal sealed class ConnectionCreatedConsumer(ConnectionSync sync) : IConsumer<ConnectionCreated>
{
    public Task Consume(ConsumeContext<ConnectionCreated> context)
    {
        var created = context.Message;
        return sync.RunAsync(
            new SyncRequest(created.ConnectionId, created.UserId, created.Exchange, created.Request, Scheduled: false),
            context.CancellationToken);
    }
}
