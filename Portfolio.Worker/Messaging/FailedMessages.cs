using System.Text;
using RabbitMQ.Client;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// The messages in the <c>_error</c> queues of the worker: shows them, sends them again, or drops them.
/// </summary>
internal sealed class FailedMessages(IConnection connection, CancellationToken ct)
{
    private const int ShownAtMost = 50;

    private readonly BrokerEntities broker = new(connection, ct);

    /// <summary>How many there are; null without such a queue.</summary>
    public async Task<uint?> CountAsync(WorkerQueue queue) =>
        (await broker.FindQueueAsync(ErrorQueueOf(queue)))?.MessageCount;

    /// <summary>The first of them, which stay in the queue. RabbitMQ counts it as a delivery.</summary>
    public async Task<IReadOnlyList<string>> ShowAsync(WorkerQueue queue)
    {
        // What is not acknowledged returns to the queue with the end of the channel.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var lines = new List<string>();
        while (lines.Count < ShownAtMost
            && await channel.BasicGetAsync(ErrorQueueOf(queue), autoAck: false, ct) is { } message)
        {
            lines.Add(LineOf(message));
        }

        return lines;
    }

    /// <summary>
    /// Sends those that are there now to their queue once more; returns how many. An interruption leaves a message in
    /// both queues, and its second delivery is dropped as overtaken.
    /// </summary>
    public async Task<int> ReplayAsync(WorkerQueue queue)
    {
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, ct);
        var left = await CountAsync(queue) ?? 0;
        var replayed = 0;
        for (; replayed < left; replayed++)
        {
            if (await channel.BasicGetAsync(ErrorQueueOf(queue), autoAck: false, ct) is not { } message)
                break;

            var properties = new BasicProperties(message.BasicProperties);
            await channel.BasicPublishAsync("", queue.Name, mandatory: true, properties, message.Body, ct);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
        }

        return replayed;
    }

    /// <summary>Returns how many there were.</summary>
    public async Task<uint> DropAsync(WorkerQueue queue)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        return await channel.QueuePurgeAsync(ErrorQueueOf(queue), ct);
    }

    private static string ErrorQueueOf(WorkerQueue queue) => $"{queue.Name}_error";

    /// <summary>When it failed, why, and its ids: a body holds nothing else.</summary>
    private static string LineOf(BasicGetResult message) =>
        $"  {Header(message, "MT-Fault-Timestamp")}  {Header(message, "MT-Fault-ExceptionType")}: "
        + $"{Header(message, "MT-Fault-Message")}\n"
        + $"    {Encoding.UTF8.GetString(message.Body.Span).ReplaceLineEndings(" ")}";

    private static string Header(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) is true
            ? value is byte[] text ? Encoding.UTF8.GetString(text) : $"{value}"
            : "unknown";
}
