using MassTransit;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// Sends the messages that follow a stored change, even when the caller is gone. The rows hold the truth, so a message
/// that cannot be sent is only logged: the worker's sweep repeats a request that has expired, and readers of the feed
/// look at the rows anyway.
/// </summary>
internal sealed partial class SyncPublisher(IBus bus, TimeProvider clock, ILogger<SyncPublisher> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Requests the sync that the row requests, if any, and wakes the readers of the feed.</summary>
    public Task RequestAsync(Guid userId, ConnectionRow row) => Task.WhenAll(
        row.RequestExpiresAt is null
            ? Task.CompletedTask
            : SendAsync(
                new SyncConnection(row.Id, userId, row.Exchange, row.RequestNumber, row.RequestTrigger), row.Id),
        PublishStatusAsync(userId, row));

    /// <summary>As <see cref="RequestAsync"/>, of a new connection.</summary>
    public Task RequestFirstAsync(Guid userId, ConnectionRow row) => Task.WhenAll(
        SendAsync(new ConnectionCreated(row.Id, userId, row.Exchange, row.RequestNumber), row.Id),
        PublishStatusAsync(userId, row));

    public Task PublishStatusAsync(Guid userId, ConnectionRow row) =>
        PublishStatusAsync(userId, row, ConnectionStatus.Of(row, clock.GetUtcNow()));

    public Task PublishRemovedAsync(Guid userId, ConnectionRow row) =>
        PublishStatusAsync(userId, row, ConnectionStatusChanged.Removed);

    private Task PublishStatusAsync(Guid userId, ConnectionRow row, string status) =>
        SendAsync(new ConnectionStatusChanged(row.Id, userId, row.Exchange, status), row.Id);

    private async Task SendAsync<T>(T message, Guid connectionId)
        where T : class
    {
        using var limit = new CancellationTokenSource(Patience);
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
