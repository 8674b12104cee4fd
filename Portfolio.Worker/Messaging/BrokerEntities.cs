using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// Queues and exchanges over AMQP, which cannot list them: each is looked up by its name. A refusal closes its channel,
/// so every command has a separate channel.
/// </summary>
internal sealed class BrokerEntities(IConnection connection, CancellationToken ct)
{
    /// <summary>Null when there is no such queue.</summary>
    public async Task<QueueDeclareOk?> FindQueueAsync(string name)
    {
        QueueDeclareOk? found = null;
        await TryAsync(Constants.NotFound, async channel => found = await channel.QueueDeclarePassiveAsync(name, ct));
        return found;
    }

    public Task<bool> HasExchangeAsync(string name) =>
        TryAsync(Constants.NotFound, channel => channel.ExchangeDeclarePassiveAsync(name, ct));

    /// <summary>False when one of this name exists that was declared otherwise.</summary>
    public Task<bool> DeclareQueueAsync(string name, WorkerQueue like) =>
        TryAsync(Constants.PreconditionFailed, channel => DeclareQueueAsync(channel, name, like));

    /// <inheritdoc cref="DeclareQueueAsync(string, WorkerQueue)"/>
    public Task<bool> DeclareExchangeAsync(string name) =>
        TryAsync(Constants.PreconditionFailed, channel => DeclareExchangeAsync(channel, name));

    /// <summary>
    /// Declares the queue and its failure queue, the exchanges before it and their bindings, as MassTransit does: what
    /// is there stays. Returns what is in the two, and who consumes the first; null when one was declared otherwise.
    /// </summary>
    public async Task<QueueState?> EnsureAsync(WorkerQueue queue)
    {
        QueueState? state = null;
        await TryAsync(Constants.PreconditionFailed, async channel =>
        {
            var declared = await DeclareQueueAsync(channel, queue.Name, queue);
            await DeclareExchangeAsync(channel, queue.Name);
            await channel.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: ct);
            if (queue.Binding is { } binding)
                await BindAsync(channel, queue.Name, binding);
            var failed = queue.KeepsFailures
                ? (await DeclareQueueAsync(channel, $"{queue.Name}_error", queue)).MessageCount
                : 0;
            state = new QueueState(declared.ConsumerCount, declared.MessageCount, failed);
        });
        return state;
    }

    /// <summary>Returns how many messages went with the queue.</summary>
    public async Task<uint> ReplaceQueueAsync(string name, WorkerQueue like)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var messages = await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false, cancellationToken: ct);
        await DeclareQueueAsync(channel, name, like);
        return messages;
    }

    public async Task ReplaceExchangeAsync(string name)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeleteAsync(name, cancellationToken: ct);
        await DeclareExchangeAsync(channel, name);
    }

    /// <summary>With its bindings. Returns how many messages went with it.</summary>
    public async Task<uint> DeleteQueueAsync(string name)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        return await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false, cancellationToken: ct);
    }

    /// <summary>With its bindings.</summary>
    public async Task DeleteExchangeAsync(string name)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeleteAsync(name, cancellationToken: ct);
    }

    /// <summary>
    /// Moves every message to a durable queue, which is declared for the first one; returns how many. An interruption
    /// leaves a message in both queues and loses none.
    /// </summary>
    public async Task<int> MoveMessagesAsync(string from, string to)
    {
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, ct);
        var moved = 0;
        while (await channel.BasicGetAsync(from, autoAck: false, ct) is { } message)
        {
            if (moved++ is 0)
            {
                await channel.QueueDeclareAsync(
                    to, durable: true, exclusive: false, autoDelete: false, cancellationToken: ct);
            }

            var properties = new BasicProperties(message.BasicProperties);
            await channel.BasicPublishAsync("", to, mandatory: true, properties, message.Body, ct);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
        }

        return moved;
    }

    /// <summary>
    /// Waits until no other connection holds the lock. It is a queue that is exclusive to this connection, so RabbitMQ
    /// releases it if this process dies.
    /// </summary>
    public async Task<IAsyncDisposable> LockAsync(string name)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await TryAsync(Constants.ResourceLocked, channel => channel.QueueDeclareAsync(
            name, durable: false, exclusive: true, autoDelete: false, cancellationToken: ct)))
        {
            await timer.WaitForNextTickAsync(ct);
        }

        return new Lock(this, name);
    }

    private Task<QueueDeclareOk> DeclareQueueAsync(IChannel channel, string name, WorkerQueue like) =>
        channel.QueueDeclareAsync(
            name, durable: true, exclusive: false, autoDelete: false,
            like.Arguments.ToDictionary(argument => argument.Key, object? (argument) => argument.Value),
            cancellationToken: ct);

    /// <summary>As MassTransit declares the one before each queue.</summary>
    private Task DeclareExchangeAsync(IChannel channel, string name) =>
        channel.ExchangeDeclareAsync(
            name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);

    private async Task BindAsync(IChannel channel, string name, QueueBinding binding)
    {
        await channel.ExchangeDeclareAsync(
            binding.MessageExchange, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeBindAsync(name, binding.MessageExchange, binding.RoutingKey, cancellationToken: ct);
    }

    private sealed class Lock(BrokerEntities broker, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await broker.DeleteQueueAsync(name);
    }

    /// <summary>False when the broker refuses the command with this reply code.</summary>
    private async Task<bool> TryAsync(ushort refusal, Func<IChannel, Task> command)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await command(channel);
            return true;
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == refusal)
        {
            return false;
        }
    }
}

/// <summary>A queue of the worker on the broker.</summary>
/// <param name="Consumers">Of all workers.</param>
/// <param name="Failed">Messages in its <c>_error</c> queue.</param>
internal sealed record QueueState(uint Consumers, uint Messages, uint Failed);
