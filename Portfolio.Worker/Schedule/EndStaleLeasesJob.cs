using Portfolio.Storage.Housekeeping;
using Portfolio.Worker.Exchanges;
using Quartz;

namespace Portfolio.Worker.Schedule;

/// <summary>
/// Ends leases that ran out, so that a connection whose worker died does not look as if it were being synced. The
/// sweep requests it again.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class EndStaleLeasesJob(
    HousekeepingStore store, IEnumerable<IExchange> exchanges, TimeProvider clock, ILogger<EndStaleLeasesJob> logger)
    : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        List<string> names = [.. exchanges.Select(exchange => exchange.Name)];
        foreach (var lease in await store.EndStaleLeasesAsync(names, clock.GetUtcNow(), ct))
            LogEnded(lease.Id, lease.UserId, lease.Exchange);
    }

    [LoggerMessage(LogLevel.Warning,
        "A worker abandoned a sync of connection {ConnectionId} of user {UserId} at {Exchange}; its lease has expired")]
    private partial void LogEnded(Guid connectionId, Guid userId, string exchange);
}
