using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// The metrics by which the documented alerts are raised. No other API runs meanwhile: OpenTelemetry merges instruments
/// of the same name within a process, and when one API ends, the other's are gone as well.
/// </summary>
[NeedsServers]
[Collection(nameof(Alone))]
public sealed class MetricsJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task The_api_reports_the_schedule_of_all_workers()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);

        await UntilReportedAsync(system, "portfolio_sweep_age_seconds");
        await UntilReportedAsync(system, "portfolio_triggers_in_error");
        await UntilReportedAsync(system, "portfolio_triggers_overdue");
        await UntilReportedAsync(system, "portfolio_syncs_due", "exchange=\"okx\"");
        await UntilReportedAsync(system, "portfolio_syncs_oldest_due_seconds", "exchange=\"binance\"");
        await UntilReportedAsync(system, "portfolio_syncs_oldest_request_seconds", "exchange=\"binance\"");
        await UntilReportedAsync(system, "portfolio_exchange_away", "exchange=\"binance\"");
        await UntilReportedAsync(system, "portfolio_ready", "check=\"postgres\"");
    }

    private static Task UntilReportedAsync(RunningSystem system, string name, string label = "") =>
        Eventually.TrueAsync(async () =>
        {
            var metrics = await system.Http.GetStringAsync($"{system.Origin}/metrics", Cancel);
            return metrics.Split('\n').Any(line => line.StartsWith($"{name}{{", StringComparison.Ordinal)
                && line.Contains(label, StringComparison.Ordinal));
        });
}
