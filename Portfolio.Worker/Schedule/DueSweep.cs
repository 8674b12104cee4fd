using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Messaging;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Finds connections that are due and requests a sync of each; the work itself is a message. It also finds those whose
/// last request expired without a result, so a lost message, a dead worker or an exchange that was down costs time and
/// nothing else. Two sweeps at once never request the same connection.
/// </summary>
internal sealed partial class DueSweep(
    DueStore connections,
    ScheduleStateStore state,
    SyncAdmission syncAdmission,
    IEnumerable<IExchange> exchanges,
    IBusControl bus,
    QueueMetrics metrics,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<DueSweep> logger)
{
    /// <summary>
    /// Not before this worker has bound its queues: RabbitMQ drops a message that no queue takes, and its sync would
    /// wait until the request expires. A sweep whose messages RabbitMQ did not take does not count as one.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (bus.CheckHealth().Status is BusHealthStatus.Unhealthy)
            return;

        var complete = true;
        foreach (var exchange in exchanges)
            complete &= await RequestDueAsync(exchange, ct);
        if (complete)
            await state.SweptAsync(ct);
    }

    /// <summary>
    /// Requests no more than there is capacity for now, requests that are still on their way included: a backlog stays
    /// in the table, and a connection is never twice in a queue. Each region has a separate capacity.
    /// </summary>
    private async Task<bool> RequestDueAsync(IExchange exchange, CancellationToken ct)
    {
        var complete = await RequestAsync(exchange.Name, null, waitedFor: true, options.Value.SweepLimit, ct);
        foreach (var region in (string?[])[.. exchange.Regions, null])
            complete &= await RequestWithinCapacityAsync(exchange, new DuePlace(region, exchange.Regions), ct);
        return complete;
    }

    private async Task<bool> RequestWithinCapacityAsync(IExchange exchange, DuePlace place, CancellationToken ct)
    {
        var capacity = await syncAdmission.CapacityAsync(exchange, place.Region, ct);
        var limit = Math.Min(capacity, options.Value.SweepLimit);
        if (limit > 0)
            limit -= await connections.OutstandingAsync(exchange.Name, place, clock.GetUtcNow(), ct);
        return limit <= 0 || await RequestAsync(exchange.Name, place, waitedFor: false, limit, ct);
    }

    /// <summary>False: RabbitMQ did not take all the messages.</summary>
    private async Task<bool> RequestAsync(
        string exchange, DuePlace? place, bool waitedFor, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await connections.RequestAsync(
            exchange, place, waitedFor, limit, now, now + options.Value.RequestExpiresAfter, ct);
        if (due.Count is 0)
            return true;

        try
        {
            await bus.PublishBatch(
                due.Select(connection => new SyncConnection(
                    connection.Id, connection.UserId, connection.Exchange, connection.RequestNumber,
                    connection.RequestTrigger, connection.Region)),
                ct);
            LogRequested(due.Count, exchange);
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            // These requests are not on their way, and must not count against the capacity.
            await connections.TakeBackAsync(due, clock.GetUtcNow(), ct);
            if (fault is MessageReturnedException)
                metrics.Returned.Add(due.Count, new KeyValuePair<string, object?>("exchange", exchange));
            LogNotRequested(fault.Message, due.Count, exchange);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Requested {Count} due syncs at {Exchange}")]
    private partial void LogRequested(int count, string exchange);

    [LoggerMessage(LogLevel.Warning,
        "RabbitMQ did not take {Count} requests for syncs at {Exchange}; the next sweep repeats them. {Reason}")]
    private partial void LogNotRequested(string reason, int count, string exchange);
}
