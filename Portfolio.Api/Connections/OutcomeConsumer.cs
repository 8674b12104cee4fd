using MassTransit;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Hears how syncs ended, on a queue of this process's own.</summary>
internal sealed class OutcomeConsumer(OutcomeSignals signals) : IConsumer<ConnectionSynced>, IConsumer<ConnectionSyncFailed>
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
}
