using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary>
/// Measures the database's time before anything else of the process starts, and every few seconds from then on. While
/// PostgreSQL does not answer, the clock goes on with what it knows.
/// </summary>
internal sealed partial class DatabaseClockReader(
    DatabaseClock clock, NpgsqlDataSource source, ILogger<DatabaseClockReader> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A longer step is one that people set, or a clock that ran wrong; below, clocks merely drift.</summary>
    private static readonly TimeSpan Considerable = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await MeasureAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await MeasureAsync(stoppingToken);
    }

    private async Task MeasureAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var isFirst = !clock.IsMeasured;
            var step = await LearnAsync(either.Token);
            if (step.Duration() < Considerable)
                return;

            if (isFirst)
                LogDiffers(Math.Round(step.TotalSeconds, 1));
            else
                LogMoved(Math.Round(step.TotalSeconds, 1));
        }
        catch (Exception fault) when (!ct.IsCancellationRequested
            && fault is NpgsqlException or SocketException or IOException or TimeoutException
                or OperationCanceledException)
        {
            LogNotMeasured(fault.Message);
        }
    }

    private async Task<TimeSpan> LearnAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        // A connection may have to be waited for, and that is no part of the round trip.
        var askedAt = clock.GetTimestamp();
        var time = await command.ExecuteScalarAsync(ct) as DateTime?;
        return clock.Learn(time ?? clock.GetUtcNow().UtcDateTime, askedAt, clock.GetTimestamp());
    }

    [LoggerMessage(LogLevel.Warning,
        "The database's clock is {StepSeconds} s ahead of this machine's; the database's counts")]
    private partial void LogDiffers(double stepSeconds);

    [LoggerMessage(LogLevel.Warning, "The database's clock was set by {StepSeconds} s; this process follows it")]
    private partial void LogMoved(double stepSeconds);

    [LoggerMessage(LogLevel.Debug, "The database's time could not be measured: {Reason}")]
    private partial void LogNotMeasured(string reason);
}
