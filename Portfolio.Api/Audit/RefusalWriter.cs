using Npgsql;
using Portfolio.Storage.Audit;
using Portfolio.Storage.Database;

namespace Portfolio.Api.Audit;

/// <summary>
/// Appends refusals to the audit log. While the database is away it tries the same row again; when the process ends, it
/// has a few seconds for what is left.
/// </summary>
internal sealed partial class RefusalWriter(
    Refusals refusals, AuditStore store, AuditMetrics metrics, TimeProvider clock, ILogger<RefusalWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan HandOverEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);

    /// <summary>Ends a few seconds after the process is told to stop.</summary>
    private readonly CancellationTokenSource end = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        refusals.HandOver(all: true);
        refusals.Complete();
        end.CancelAfter(LastPatience);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        end.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(HandOverAsync(stoppingToken), WriteAllAsync());

    private async Task HandOverAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(HandOverEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
                refusals.HandOver(all: false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The rest was handed over when the process was told to stop.
        }
    }

    private async Task WriteAllAsync()
    {
        await foreach (var (refusal, count) in refusals.Rows.ReadAllAsync(CancellationToken.None))
        {
            if (!await WriteAsync(refusal, count))
                metrics.Dropped.Add(count);
        }
    }

    /// <summary>False: it cannot be written, or not before the end.</summary>
    private async Task<bool> WriteAsync(AuditRefusal refusal, int count)
    {
        while (true)
        {
            try
            {
                await store.AppendAsync(refusal, count, end.Token);
                return true;
            }
            catch (NpgsqlException fault) when (TransientFailures.Is(fault, end.Token))
            {
                await Task.Delay(RetryAfter, clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException)
            {
                LogNotWritten(refusal.Action, count, fault.Message);
                return false;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} refusals ({Action}) are missing in the audit log: {Reason}")]
    private partial void LogNotWritten(string action, int count, string reason);
}
