using MassTransit;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>
/// Sends the messages that follow what was stored, whether the caller is still there or not. The rows speak for
/// themselves, so a message that cannot be sent now is only logged: an ask is found by the worker's sweep when it has run
/// out, and who watches looks at the rows by themselves.
/// </summary>
internal sealed partial class SyncAsker(IBus bus, TimeProvider clock, ILogger<SyncAsker> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks for the sync that the row asks for, if it does, and tells who watches.</summary>
    public Task AskAsync(Guid userId, ConnectionRow row) => Task.WhenAll(
        row.AskedUntil is null
            ? Task.CompletedTask
            : SendAsync(new SyncConnection(row.Id, userId, row.Exchange, row.RequestNumber, row.AskedTrigger), row.Id),
        TellAsync(userId, row));

    /// <summary>As <see cref="AskAsync"/>, of a new connection.</summary>
    public Task AskFirstAsync(Guid userId, ConnectionRow row) => Task.WhenAll(
        SendAsync(new ConnectionCreated(row.Id, userId, row.Exchange, row.RequestNumber), row.Id),
        TellAsync(userId, row));

    public Task TellAsync(Guid userId, ConnectionRow row) =>
        TellAsync(userId, row, ConnectionStatus.Of(row, clock.GetUtcNow()));

    public Task TellRemovedAsync(Guid userId, ConnectionRow row) =>
        TellAsync(userId, row, ConnectionStatusChanged.Removed);

    private Task TellAsync(Guid userId, ConnectionRow row, string status) =>
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
        "RabbitMQ did not take {Message} for connection {ConnectionId}; what is stored is found without it")]
    private partial void LogNotSent(Exception fault, string message, Guid connectionId);
}
