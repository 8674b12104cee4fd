using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Housekeeping;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Readiness;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Startup;

/// <summary>A worker is not ready while the schedule of all workers stands still.</summary>
[NeedsServers]
public sealed class ScheduleCheckTests(PostgresServer postgres)
{
    private const string Sweep = "insert into sweeps (ended_at) values (now())";

    [Fact]
    public async Task A_sweep_just_now_is_well() => Assert.Null(await CheckAsync(Sweep));

    [Fact]
    public async Task An_old_sweep_is_reported() => Assert.StartsWith(
        "The last sweep ended 9", await CheckAsync("insert into sweeps (ended_at) values (now() - interval '90 s')"),
        StringComparison.Ordinal);

    [Fact]
    public async Task No_sweep_since_the_start_is_reported() => Assert.StartsWith(
        "The last sweep ended 61", await CheckAsync("select 1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ERROR", 0, "Triggers in state ERROR: 1.")]
    [InlineData("WAITING", 6, "Quartz has not fired 1 triggers for five minutes.")]
    [InlineData("WAITING", 4, null)]
    [InlineData("PAUSED", 6, null)]
    public async Task A_trigger_that_no_longer_fires_is_reported(string state, int minutesLate, string? problem) =>
        Assert.Equal(
            problem,
            await CheckAsync(
                $"""
                {Sweep};
                insert into qrtz_job_details values ('s', 'job', 'g', null, 'class', true, true, false, false, null);
                insert into qrtz_triggers (
                    sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type,
                    start_time, next_fire_time)
                select 's', 'trigger', 'g', 'job', 'g', '{state}', 'SIMPLE', 0,
                    621355968000000000 + (extract(epoch from now() - interval '{minutesLate} min') * 10000000)::bigint
                """));

    [Fact]
    public async Task A_person_who_waits_for_longer_than_three_requests_is_reported() => Assert.StartsWith(
        "A person has waited for a sync at binance for 12", await CheckAsync($"{Sweep}; {Waiting}"),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_person_may_wait_while_the_exchange_is_away() => Assert.Null(
        await CheckAsync(
            $"""
            {Sweep}; {Waiting};
            insert into exchange_health (exchange, egress, paused_until)
            values ('binance', 'unnamed', now() + interval '1 hour')
            """));

    private const string Waiting =
        """
        insert into user_connections (
            id, user_id, exchange, label, api_key_masked, sync_interval_minutes, request_number, request_trigger,
            created_at, next_sync_at, request_expires_at, api_key_sealed, api_secret_sealed)
        values (gen_random_uuid(), gen_random_uuid(), 'binance', 'label', '', 60, 1, 'manual', now(),
            now() - interval '20 minutes', now() + interval '1 minute', 'key', 'secret')
        """;

    /// <summary>A minute after the start of the worker. Null: ready.</summary>
    private async Task<string?> CheckAsync(string rows)
    {
        await using var database = await postgres.CreateAsync();
        await TestDatabase.ExecuteAsync(database.Owner, rows);
        var clock = new FakeTimeProvider();
        var check = new ScheduleCheck(
            database.As<ScheduleStateStore>(database.Worker), Options.Create(new SyncOptions()), clock);
        clock.Advance(TimeSpan.FromSeconds(61));

        var result = await check.CheckHealthAsync(new HealthCheckContext(), Cancel);
        Assert.Equal(result.Description is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, result.Status);
        return result.Description;
    }
}
