using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Finds connections that are due and requests a sync of each; the work itself is a message. It also finds those whose
/// last request expired without a result, so a lost message, a dead worker or an exchange that was down costs time and
/// nothing else.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class RequestDueSyncsJob(
    DueStore connections,
    SyncAdmission syncAdmission,
    IEnumerable<IExchange> exchanges,
    IBusControl bus,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<RequestDueSyncsJob> logger) : IJob
{
    /// <summary>
    /// Not before this worker has bound its queues: RabbitMQ drops a message that no queue takes, and its sync would
    /// wait until the request expires.
    /// </summary>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        if (bus.CheckHealth().Status is BusHealthStatus.Unhealthy)
            return;

        foreach (var exchange in exchanges)
            await RequestDueAsync(exchange, ct);
    }

    /// <summary>
    /// Requests no more than there is capacity for now, requests that are still on their way included: a backlog stays
    /// in the table, and a connection is never twice in a queue. Each region has a separate capacity.
    /// </summary>
    public async Task RequestDueAsync(IExchange exchange, CancellationToken ct)
    {
        await RequestAsync(exchange.Name, null, waitedFor: true, options.Value.SweepLimit, ct);
        foreach (var region in (string?[])[.. exchange.Regions, null])
            await RequestWithinCapacityAsync(exchange, new DuePlace(region, exchange.Regions), ct);
    }

    private async Task RequestWithinCapacityAsync(IExchange exchange, DuePlace place, CancellationToken ct)
    {
        var capacity = await syncAdmission.CapacityAsync(exchange, place.Region, ct);
        var limit = Math.Min(capacity, options.Value.SweepLimit);
        if (limit > 0)
            limit -= await connections.OutstandingAsync(exchange.Name, place, clock.GetUtcNow(), ct);
        if (limit > 0)
            await RequestAsync(exchange.Name, place, waitedFor: false, limit, ct);
    }

    private async Task RequestAsync(string exchange, DuePlace? place, bool waitedFor, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await connections.RequestAsync(
            exchange, place, waitedFor, limit, now, now + options.Value.RequestExpiresAfter, ct);
        if (due.Count is 0)
            return;

        try
        {
            await bus.PublishBatch(
                due.Select(connection => new SyncConnection(
                    connection.Id, connection.UserId, connection.Exchange, connection.RequestNumber,
                    connection.RequestTrigger, connection.Region)),
                ct);
            LogRequested(due.Count, exchange);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            // These requests are not on their way, and must not count against the capacity.
            await connections.TakeBackAsync(due, clock.GetUtcNow(), ct);
            LogNotRequested(fault, due.Count, exchange);
        }
    }

    [LoggerMessage(LogLevel.Information, "Requested {Count} due syncs at {Exchange}")]
    private partial void LogRequested(int count, string exchange);

    [LoggerMessage(LogLevel.Warning,
        "RabbitMQ did not take {Count} requests for syncs at {Exchange}; the next sweep repeats them")]
    private partial void LogNotRequested(Exception fault, int count, string exchange);
}
