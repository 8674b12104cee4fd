using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Scheduled syncs go on, whatever keeps Quartz from firing.</summary>
[NeedsServers]
public sealed class ScheduleFaultJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string ScheduledRuns =
        "select count(*)::int from sync_runs where trigger = 'scheduled' and outcome = 'succeeded'";

    private const string FallDue = "update user_connections set next_sync_at = now(), request_expires_at = null";

    [Theory]
    [InlineData("update qrtz_triggers set trigger_state = 'ERROR'")]
    [InlineData("delete from qrtz_simple_triggers; delete from qrtz_triggers where trigger_name = 'request-due-syncs'")]
    public async Task Syncs_go_on_after_their_trigger_was_stopped(string stop)
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("everyday");

        // Under Quartz's lock, so that it does not write back what it has already taken into memory.
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"select from qrtz_locks where lock_name = 'TRIGGER_ACCESS' for update; {stop}; {FallDue}");

        await system.UntilCountAsync(ScheduledRuns, runs => runs > 0);
        await system.UntilCountAsync(
            "select count(*)::int from qrtz_triggers where trigger_state = 'ERROR'", stopped => stopped is 0);
    }

    [Fact]
    public async Task Syncs_go_on_while_the_schedulers_lock_is_never_released()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("everyday");
        await using var locked = await system.Database.LockAsync("qrtz_locks, qrtz_triggers");

        await TestDatabase.ExecuteAsync(system.Database.Owner, FallDue);

        await system.UntilCountAsync(ScheduledRuns, runs => runs > 0);
    }
}
