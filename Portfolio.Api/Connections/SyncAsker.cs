using MassTransit;

namespace Portfolio.Api.Connections;

/// <summary>
/// Sends the fast path's messages. The row asks for itself, so a message that cannot be sent now is only logged: the
/// worker's sweep finds the row when its ask has run out.
/// </summary>
internal sealed partial class SyncAsker(IBus bus, ILogger<SyncAsker> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task SendAsync<T>(T message, Guid connectionId, CancellationToken ct)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await bus.Publish(message, limit.Token);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogNotSent(fault, connectionId);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "RabbitMQ did not take the message for connection {ConnectionId}; the sweep will ask for it")]
    private partial void LogNotSent(Exception fault, Guid connectionId);
}
