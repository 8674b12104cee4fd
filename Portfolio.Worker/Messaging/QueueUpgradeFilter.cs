using MassTransit;
using MassTransit.RabbitMqTransport;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// Upgrades a queue each time MassTransit has opened a channel for it, before MassTransit declares and consumes it.
/// MassTransit thus waits for an unreachable broker, and tries again after a failure, as it does for its own commands.
/// </summary>
internal sealed class QueueUpgradeFilter(QueueUpgrade upgrade, WorkerQueue queue) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        try
        {
            await upgrade.ApplyAsync(context.ConnectionContext.Connection, queue, context.CancellationToken);
        }
        catch (OperationCanceledException late) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The client reports its timeout as a cancellation, after which MassTransit would never consume again.
            throw new TimeoutException($"RabbitMQ did not answer in time about queue {queue.Name}.", late);
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("queueUpgrade");
}
