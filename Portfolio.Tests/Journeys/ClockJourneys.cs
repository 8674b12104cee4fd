using Microsoft.Extensions.DependencyInjection;
using Portfolio.Storage.Database;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>A clock that ran two hours ahead, and was set back.</summary>
[NeedsServers]
public sealed class ClockJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string ScheduledRuns =
        "select count(*)::integer from sync_runs where trigger = 'scheduled' and outcome = 'succeeded'";

    private const string Ticks = "(621355968000000000 + (extract(epoch from now()) * 10000000)::bigint)";
    private const string TwoHours = "72000000000";

    /// <summary>Times of Quartz that are further ahead than the longest of all rules, an hour.</summary>
    private const string TimesAhead =
        $"""
        select (select count(*) from qrtz_triggers
                where greatest(next_fire_time - 36600000000, start_time, prev_fire_time) > {Ticks} + 600000000)::integer
            + (select count(*) from qrtz_scheduler_state where last_checkin_time > {Ticks} + 600000000)::integer
        """;

    [Fact]
    public async Task Syncs_and_jobs_that_a_wrong_clock_set_two_hours_ahead_go_on_within_seconds()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("everyday");

        // Under Quartz's lock, and in the state in which it does not fire what it has already taken into memory.
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"""
            select from qrtz_locks where lock_name = 'TRIGGER_ACCESS' for update;
            update user_connections set next_sync_at = now() + interval '2 hours';
            update qrtz_triggers
            set next_fire_time = next_fire_time + {TwoHours}, prev_fire_time = prev_fire_time + {TwoHours},
                start_time = {Ticks} + {TwoHours}, trigger_state = 'WAITING';
            update qrtz_scheduler_state set last_checkin_time = last_checkin_time + {TwoHours};
            """);

        await system.UntilCountAsync(ScheduledRuns, runs => runs > 0);
        await system.UntilCountAsync(TimesAhead, times => times is 0);
        Assert.Contains(system.Log.Lines, line => line.StartsWith(
            "Warning Brought back times that a clock which ran ahead had set: 1 due times, ",
            StringComparison.Ordinal));
        Assert.Contains(system.Log.Lines, line => line.StartsWith(
            "Warning The job request-due-syncs was not to run before ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_whose_machine_is_two_hours_ahead_syncs_by_the_databases_clock()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await system.StartWorkerAsync(
            services => services.AddSingleton(new DatabaseClock(new ClockAhead(TimeSpan.FromHours(2)))));
        await system.ConnectAsync("everyday");

        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update user_connections set next_sync_at = now() - interval '1 second'");
        await system.UntilCountAsync(ScheduledRuns, runs => runs > 0);

        Assert.Equal(0, await system.Database.ReadAsync<int>(TimesAhead));
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            """
            select count(*) from sync_runs
            where started_at not between now() - interval '3 minutes' and now() + interval '10 seconds'
                or finished_at < started_at
            """));
    }

    private sealed class ClockAhead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
