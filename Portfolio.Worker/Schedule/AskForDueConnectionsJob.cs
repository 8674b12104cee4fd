using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Finds connections that are due and asks for each to be synced; the work itself is a message. It also finds those
/// that were asked for before and never answered, so a lost message, a dead worker or an exchange that was down costs
/// time and nothing else.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class AskForDueConnectionsJob(
    DueStore connections,
    SyncAdmission syncAdmission,
    IEnumerable<IExchange> exchanges,
    IBus bus,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<AskForDueConnectionsJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        foreach (var exchange in exchanges)
            await AskAsync(exchange, ct);
    }

    /// <summary>
    /// No more is asked for than there is room for now, asks that are still on their way included: a backlog stays in the
    /// table, and never stands twice in a queue. Each region has room of its own.
    /// </summary>
    public async Task AskAsync(IExchange exchange, CancellationToken ct)
    {
        await AskAsync(exchange.Name, null, waitedFor: true, options.Value.SweepLimit, ct);
        foreach (var region in (string?[])[.. exchange.Regions, null])
            await AskAsync(exchange, new DuePlace(region, exchange.Regions), ct);
    }

    private async Task AskAsync(IExchange exchange, DuePlace place, CancellationToken ct)
    {
        var room = Math.Min(await syncAdmission.CapacityAsync(exchange, place.Region, ct), options.Value.SweepLimit);
        if (room > 0)
            room -= await connections.OutstandingAsync(exchange.Name, place, clock.GetUtcNow(), ct);
        if (room > 0)
            await AskAsync(exchange.Name, place, waitedFor: false, room, ct);
    }

    private async Task AskAsync(string exchange, DuePlace? place, bool waitedFor, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await connections.AskAsync(exchange, place, waitedFor, limit, now, now + options.Value.AskedFor, ct);
        if (due.Count is 0)
            return;

        try
        {
            await bus.PublishBatch(
                due.Select(connection => new SyncConnection(
                    connection.Id, connection.UserId, connection.Exchange, connection.RequestNumber,
                    connection.AskedTrigger, connection.Region)),
                ct);
            LogAsked(due.Count, exchange);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            // They are not on their way, and must not count as if they were.
            await connections.TakeBackAsync(due, clock.GetUtcNow(), ct);
            LogNotAsked(fault, due.Count, exchange);
        }
    }

    [LoggerMessage(LogLevel.Information, "Asked for {Count} due syncs at {Exchange}")]
    private partial void LogAsked(int count, string exchange);

    [LoggerMessage(LogLevel.Warning, "RabbitMQ did not take {Count} asks for syncs at {Exchange}; they are asked again")]
    private partial void LogNotAsked(Exception fault, int count, string exchange);
}
