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
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(30);

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
        var limit = options.Value.SweepLimit;
        var complete = await RequestAsync(exchange.Name, null, waitedFor: true, limit, ct) is not null;
        foreach (var region in (string?[])[.. exchange.Regions, null])
            complete &= await RequestRegionAsync(exchange, new DuePlace(region, exchange.Regions), ct);
        return complete;
    }

    /// <summary>
    /// Syncs that read expensive wallets need another capacity than those that may skip them. They come first, since
    /// they are fewer, and count against the limits that both share.
    /// </summary>
    private async Task<bool> RequestRegionAsync(IExchange exchange, DuePlace place, CancellationToken ct)
    {
        var shared = await CapacityAsync(exchange, place, skipping: exchange.Expensive, ct);
        if (exchange.Expensive is null)
            return await RequestWithinAsync(exchange, place, shared, ct) is not null;

        var full = place with { Reading = ReadingOf(full: true) };
        var requested = await RequestWithinAsync(
            exchange, full, Math.Min(shared, await CapacityAsync(exchange, full, skipping: null, ct)), ct);
        var skipping = place with { Reading = ReadingOf(full: false) };
        return requested is { } taken
            && await RequestWithinAsync(exchange, skipping, shared - taken, ct) is not null;
    }

    private DueReading ReadingOf(bool full) =>
        new(full, options.Value.FullReadingEvery, NextSync.LongestOfInterval);

    /// <summary>Of the place's syncs, those that are on their way already not counted.</summary>
    private async Task<int> CapacityAsync(
        IExchange exchange, DuePlace place, ExpensiveWallets? skipping, CancellationToken ct)
    {
        var capacity = await syncAdmission.CapacityAsync(exchange, place.Region, skipping, ct);
        var limit = Math.Min(capacity, options.Value.SweepLimit);
        return limit is 0
            ? 0
            : limit - await connections.OutstandingAsync(exchange.Name, place, clock.GetUtcNow(), ct);
    }

    /// <summary>How many were requested; null: RabbitMQ did not take all the messages.</summary>
    private async Task<int?> RequestWithinAsync(
        IExchange exchange, DuePlace place, int limit, CancellationToken ct) =>
        limit <= 0 ? 0 : await RequestAsync(exchange.Name, place, waitedFor: false, limit, ct);

    /// <summary>How many were requested; null: RabbitMQ did not take all the messages.</summary>
    private async Task<int?> RequestAsync(
        string exchange, DuePlace? place, bool waitedFor, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await connections.RequestAsync(
            exchange, place, waitedFor, limit, now, now + options.Value.RequestExpiresAfter, ct);
        if (due.Count is 0)
            return 0;

        try
        {
            await PublishAsync(
                due.Select(connection => new SyncConnection(
                    connection.Id, connection.UserId, connection.Exchange, connection.RequestNumber,
                    connection.RequestTrigger, connection.Region, place?.Reading?.Full is true)),
                ct);
            LogRequested(due.Count, exchange);
            return due.Count;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            // These requests are not on their way, and must not count against the capacity.
            await connections.TakeBackAsync(due, clock.GetUtcNow(), ct);
            if (fault is MessageReturnedException)
                metrics.Returned.Add(due.Count, new KeyValuePair<string, object?>("exchange", exchange));
            LogNotRequested(fault.Message, due.Count, exchange);
            return null;
        }
    }

    /// <summary>
    /// The confirmation of a message can be lost with a node of the broker, and is then awaited for ever. While the
    /// broker is gone, publishing waits in the calling thread.
    /// </summary>
    private Task PublishAsync(IEnumerable<SyncConnection> requests, CancellationToken ct) =>
        Task.Run(() => bus.PublishBatch(requests, ct), ct).WaitAsync(TakenWithin, clock, ct);

    [LoggerMessage(LogLevel.Information, "Requested {Count} due syncs at {Exchange}")]
    private partial void LogRequested(int count, string exchange);

    [LoggerMessage(LogLevel.Warning,
        "RabbitMQ did not take {Count} requests for syncs at {Exchange}; the next sweep repeats them. {Reason}")]
    private partial void LogNotRequested(string reason, int count, string exchange);
}
