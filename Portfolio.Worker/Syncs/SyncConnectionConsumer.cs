using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Worker.Syncs;

/// <summary>Every later sync, requested by a person or by the sweep.</summary>
internal sealed class SyncConnectionConsumer(ConnectionSync sync, ScheduleGate gate) : IConsumer<SyncConnection>
{
    public async Task Consume(ConsumeContext<SyncConnection> context)
    {
        var message = context.Message;
        var request = new SyncRequest(
            message.ConnectionId, message.UserId, message.Exchange, message.Request,
            message.Trigger is SyncTriggers.Scheduled, message.Region, message.FullReading);
        using var turn = request.Scheduled ? await gate.EnterAsync(context.CancellationToken) : null;
        await sync.RunAsync(request, context.CancellationToken);
    }
}
