using System.Data.Common;
using System.Net.Sockets;
using Portfolio.Storage.Database;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// Tells the cache which exchange's health another worker has changed. While there is no connection, the cache reads
/// the health itself, once per exchange and second.
/// </summary>
internal sealed partial class HealthListener(
    PostgresNotifications notifications, HealthCache cache, TimeProvider clock, ILogger<HealthListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await notifications.ListenAsync("exchange_health", cache.ForgetAll, cache.Forget, stoppingToken);
            }
            catch (Exception fault) when (fault is DbException or SocketException or IOException)
            {
                LogInterrupted(fault.Message);
                await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Notifications of exchanges' health are interrupted: {Reason}")]
    private partial void LogInterrupted(string reason);
}
