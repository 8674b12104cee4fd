using MassTransit;

namespace Portfolio.Api.Health;

/// <summary>A message that no queue takes, published to see whether RabbitMQ confirms it.</summary>
public sealed record Probe;

/// <summary>
/// Knows whether RabbitMQ takes a message now, over the connection that commands use. A broker that is connected and
/// blocks its publishers, because its memory or disk is full, confirms none.
/// </summary>
internal sealed partial class BrokerProbe(IBus bus, TimeProvider clock, ILogger<BrokerProbe> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A confirmation that was lost with a node of the broker would be awaited for ever.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(15);

    private volatile bool confirmed;

    /// <summary>Whether the last probe was confirmed in time; false before the first.</summary>
    public bool IsConfirmed => confirmed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        Task? last = null;
        try
        {
            do
            {
                // One at a time: a broker that confirms none must not collect them.
                if (last is null or { IsCompleted: true })
                    last = PublishAsync(stoppingToken);
                Set(await IsConfirmedAsync(last, stoppingToken));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            confirmed = false;
        }
    }

    /// <summary>Changes are logged, and not every attempt to connect.</summary>
    private void Set(bool isConfirmed)
    {
        if (isConfirmed != confirmed && isConfirmed)
            LogTaken();
        else if (isConfirmed != confirmed)
            LogNotTaken();
        confirmed = isConfirmed;
    }

    /// <summary>Away from this thread: while the broker is gone, publishing waits in the calling one.</summary>
    private Task PublishAsync(CancellationToken ct) =>
        Task.Run(() => bus.Publish(new Probe(), ct), ct).WaitAsync(GivenUpAfter, clock, ct);

    private async Task<bool> IsConfirmedAsync(Task probe, CancellationToken stopping)
    {
        try
        {
            await probe.WaitAsync(Patience, clock, stopping);
            return true;
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "RabbitMQ takes messages")]
    private partial void LogTaken();

    [LoggerMessage(LogLevel.Warning, "RabbitMQ takes no messages: it is gone, or blocks its publishers")]
    private partial void LogNotTaken();
}
