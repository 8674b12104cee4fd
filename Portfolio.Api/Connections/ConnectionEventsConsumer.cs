using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Receives the outcomes of syncs and other changes, on a queue of this process.</summary>
internal sealed class ConnectionEventsConsumer(ConnectionSignals signals)
    : IConsumer<ConnectionSynced>, IConsumer<ConnectionSyncFailed>, IConsumer<ConnectionStatusChanged>,
        IConsumer<ConnectionsChanged>
{
    public Task Consume(ConsumeContext<ConnectionSynced> context)
    {
        signals.Signal(context.Message.ConnectionId);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ConnectionSyncFailed> context)
    {
        signals.Signal(context.Message.ConnectionId);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ConnectionStatusChanged> context)
    {
        signals.Signal(context.Message.UserId);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ConnectionsChanged> context)
    {
        foreach (var user in context.Message.UserIds)
            signals.Signal(user);
        return Task.CompletedTask;
    }
}
