using MassTransit;
using Portfolio.Api.Messaging;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// Sends the messages that follow a stored change, even when the caller is gone. The rows hold the truth, so a message
/// that cannot be sent is only logged: the worker's sweep repeats a request that has expired, and readers of the feed
/// look at the rows anyway. So a caller does not wait for a broker that is away or confirms nothing.
/// </summary>
internal sealed partial class SyncPublisher(
    IBus bus, BrokerLink broker, TimeProvider clock, ILogger<SyncPublisher> logger)
{
    /// <summary>Of the caller; a broker that is well confirms within milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Of the sending: a broker that is back by then still gets the message.</summary>
    private static readonly TimeSpan SendsFor = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Requests the sync that the row requests, if any and unless it is held back, and wakes the readers of the feed.
    /// </summary>
    public Task RequestAsync(Guid userId, ConnectionRow row) => Task.WhenAll(
        row.RequestExpiresAt is null || row.IsHeldBack
            ? Task.CompletedTask
            : SendAsync(
                new SyncConnection(row.Id, userId, row.Exchange, row.RequestNumber, row.RequestTrigger), row.Id),
        PublishStatusAsync(userId, row));

    /// <summary>As <see cref="RequestAsync"/>, of a new connection.</summary>
    public Task RequestFirstAsync(Guid userId, ConnectionRow row) => Task.WhenAll(
        row.IsHeldBack
            ? Task.CompletedTask
            : SendAsync(new ConnectionCreated(row.Id, userId, row.Exchange, row.RequestNumber), row.Id),
        PublishStatusAsync(userId, row));

    public Task PublishStatusAsync(Guid userId, ConnectionRow row) =>
        PublishStatusAsync(userId, row, ConnectionStatus.Of(row, clock.GetUtcNow()));

    public Task PublishRemovedAsync(Guid userId, ConnectionRow row) =>
        PublishStatusAsync(userId, row, ConnectionStatusChanged.Removed);

    private Task PublishStatusAsync(Guid userId, ConnectionRow row, string status) =>
        SendAsync(new ConnectionStatusChanged(row.Id, userId, row.Exchange, status), row.Id);

    /// <remarks>While the broker is away, the client would wait for it in the calling thread.</remarks>
    private async Task SendAsync<T>(T message, Guid connectionId)
        where T : class =>
        await broker.IsTakenAsync(
            Task.Run(() => PublishAsync(message, connectionId)), Patience, CancellationToken.None);

    private async Task PublishAsync<T>(T message, Guid connectionId)
        where T : class
    {
        using var limit = new CancellationTokenSource(SendsFor);
        try
        {
            await bus.Publish(message, limit.Token);
        }
        catch (Exception fault)
        {
            LogNotSent(fault, typeof(T).Name, connectionId);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "RabbitMQ did not take {Message} for connection {ConnectionId}; the stored row is found without it")]
    private partial void LogNotSent(Exception fault, string message, Guid connectionId);
}
