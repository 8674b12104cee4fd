using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// Aligns the broker entities of earlier versions with a queue of this version: removes the queue's earlier names, and
/// recreates a queue or exchange that was declared otherwise, because RabbitMQ would refuse to declare it. Messages go
/// with a queue, and the sweep repeats every request that stays unanswered. Failed messages are kept.
/// </summary>
/// <remarks>
/// Safe to repeat, and for several workers at once: one of them recreates a queue, and the others wait for it.
/// </remarks>
internal sealed partial class QueueUpgrade(ILogger<QueueUpgrade> logger)
{
    public async Task ApplyAsync(IConnection connection, WorkerQueue queue, CancellationToken ct)
    {
        var broker = new BrokerEntities(connection, ct);
        foreach (var name in queue.EarlierNames)
            await RemoveAsync(broker, name);
        await RemakeAsync(broker, queue);
        foreach (var name in WorkerQueue.FailureQueuesOf(queue.Name))
            await TryRemakeFailureQueueAsync(broker, name, queue);
    }

    /// <summary>
    /// Leaves a queue that an earlier version still consumes: that worker would only declare it again.
    /// </summary>
    private async Task RemoveAsync(BrokerEntities broker, string name)
    {
        var found = await broker.FindQueueAsync(name);
        if (found is { ConsumerCount: > 0 })
        {
            LogStillConsumed(name);
            return;
        }

        if (found is not null)
            LogQueueRemoved(name, await broker.DeleteQueueAsync(name));
        await RemoveExchangeAsync(broker, name);
        foreach (var failures in WorkerQueue.FailureQueuesOf(name))
            await RemoveFailureQueueAsync(broker, failures);
    }

    private async Task RemoveFailureQueueAsync(BrokerEntities broker, string name)
    {
        if (await broker.FindQueueAsync(name) is not { MessageCount: 0 })
            return;
        LogQueueRemoved(name, await broker.DeleteQueueAsync(name));
        await RemoveExchangeAsync(broker, name);
    }

    private async Task RemoveExchangeAsync(BrokerEntities broker, string name)
    {
        if (!await broker.HasExchangeAsync(name))
            return;
        await broker.DeleteExchangeAsync(name);
        LogExchangeRemoved(name);
    }

    /// <summary>
    /// Leaves a queue that a worker of another version consumes: the two would delete each other's for ever.
    /// MassTransit cannot declare it then, and tries again until that worker has stopped.
    /// </summary>
    private async Task RemakeAsync(BrokerEntities broker, WorkerQueue queue)
    {
        if (await broker.DeclareQueueAsync(queue.Name, queue)
            && await broker.DeclareExchangeAsync(queue.Name))
        {
            return;
        }

        await using var alone = await broker.LockAsync($"{queue.Name}-upgrade");
        if (!await broker.DeclareQueueAsync(queue.Name, queue))
        {
            if (await broker.FindQueueAsync(queue.Name) is { ConsumerCount: > 0 })
            {
                LogOtherArgumentsConsumed(queue.Name);
                return;
            }

            LogQueueRemade(queue.Name, await broker.ReplaceQueueAsync(queue.Name, queue));
        }

        await RemakeExchangeAsync(broker, queue.Name);
    }

    /// <summary>Only a message that fails needs the queue, so requests are consumed without it.</summary>
    private async Task TryRemakeFailureQueueAsync(BrokerEntities broker, string name, WorkerQueue queue)
    {
        try
        {
            await RemakeFailureQueueAsync(broker, name, queue);
        }
        catch (Exception refused) when (refused is OperationInterruptedException or PublishException)
        {
            LogFailureQueueKept(refused, name);
        }
    }

    private async Task RemakeExchangeAsync(BrokerEntities broker, string name)
    {
        if (await broker.DeclareExchangeAsync(name))
            return;
        await broker.ReplaceExchangeAsync(name);
        LogExchangeRemade(name);
    }

    /// <summary>MassTransit declares it when a message fails. Until then there need not be one.</summary>
    private async Task RemakeFailureQueueAsync(BrokerEntities broker, string name, WorkerQueue queue)
    {
        if (await broker.FindQueueAsync(name) is null)
            return;
        if (!await broker.DeclareQueueAsync(name, queue))
        {
            var keptIn = $"{name}_earlier";
            var moved = await broker.MoveMessagesAsync(name, keptIn);
            var dropped = await broker.ReplaceQueueAsync(name, queue);
            LogFailureQueueRemade(name, keptIn, moved);
            if (dropped > 0)
                LogQueueRemade(name, dropped);
        }

        await RemakeExchangeAsync(broker, name);
    }

    [LoggerMessage(LogLevel.Information, "Removed queue {Queue} of an earlier version, messages dropped: {Messages}")]
    private partial void LogQueueRemoved(string queue, uint messages);

    [LoggerMessage(LogLevel.Information, "Removed exchange {BrokerExchange} of an earlier version")]
    private partial void LogExchangeRemoved(string brokerExchange);

    [LoggerMessage(LogLevel.Information, "Left queue {Queue} of an earlier version to a worker that still consumes it")]
    private partial void LogStillConsumed(string queue);

    [LoggerMessage(LogLevel.Information,
        "Left queue {Queue}, whose arguments differ, to a worker of another version that still consumes it")]
    private partial void LogOtherArgumentsConsumed(string queue);

    [LoggerMessage(LogLevel.Information,
        "Remade queue {Queue} because its arguments differed, messages dropped: {Messages}")]
    private partial void LogQueueRemade(string queue, uint messages);

    [LoggerMessage(LogLevel.Information, "Remade exchange {BrokerExchange} because its arguments differed")]
    private partial void LogExchangeRemade(string brokerExchange);

    [LoggerMessage(LogLevel.Information,
        "Remade queue {Queue} because its arguments differed, messages moved to {KeptIn}: {Messages}")]
    private partial void LogFailureQueueRemade(string queue, string keptIn, int messages);

    [LoggerMessage(LogLevel.Warning, "Left queue {Queue}, whose arguments differ: RabbitMQ refused a command")]
    private partial void LogFailureQueueKept(Exception refused, string queue);
}
