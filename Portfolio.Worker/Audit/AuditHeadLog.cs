using Npgsql;
using Portfolio.Storage.Audit;

namespace Portfolio.Worker.Audit;

/// <summary>
/// Logs the end of each chain of the audit log that has grown, every minute; of all chains, when the process starts. A
/// log that is kept elsewhere then shows whether the end of a chain was cut off (<see cref="VerifyAuditCommand"/>).
/// </summary>
internal sealed partial class AuditHeadLog(AuditStore store, TimeProvider clock, ILogger<AuditHeadLog> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Longer than any commit takes, which is visible only when it has ended.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Guid, long> logged = [];
    private DateTimeOffset? readAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
            await LogAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>A database that is away is looked at again in a minute.</summary>
    private async Task LogAsync(CancellationToken ct)
    {
        try
        {
            var now = clock.GetUtcNow();
            foreach (var head in await store.HeadsAsync(readAt - Overlap, ct))
            {
                if (logged.GetValueOrDefault(head.Chain) != head.Number)
                    LogHead(head.Chain, head.Number, head.Hash);
                logged[head.Chain] = head.Number;
            }

            readAt = now;
        }
        catch (NpgsqlException fault)
        {
            LogNotRead(fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Audit chain {Chain} is at {Number} with hash {Hash}")]
    private partial void LogHead(Guid chain, long number, string hash);

    [LoggerMessage(LogLevel.Warning, "The ends of the audit chains could not be read: {Reason}")]
    private partial void LogNotRead(string reason);
}
