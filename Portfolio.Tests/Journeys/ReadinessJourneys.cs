using System.Net;
using System.Text.Json;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Simulator;

namespace Portfolio.Tests.Journeys;

/// <summary>Ready means that the process could do its job now, and alive that it runs.</summary>
[NeedsServers]
public sealed class ReadinessJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    /// <summary>Sessions begin again, with the settings that the database has by then.</summary>
    private const string EndSessions =
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename <> current_user
        """;

    [Fact]
    public async Task The_api_is_not_ready_while_the_database_takes_no_writes()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await UntilReadyAsync(system, HttpStatusCode.OK);

        await ReadOnlyAsync(system, "on");
        await UntilReadyAsync(system, HttpStatusCode.ServiceUnavailable);
        await ReadOnlyAsync(system, "off");
        await UntilReadyAsync(system, HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_api_is_not_ready_before_the_database_has_its_schema()
    {
        await using var system = await RunningSystem.OverAsync(await postgres.CreateEmptyAsync(), rabbitMq);
        await UntilReadyAsync(system, HttpStatusCode.ServiceUnavailable);

        await PostgresServer.MigrateAsync(system.Database.Owner);
        await UntilReadyAsync(system, HttpStatusCode.OK);

        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "delete from schemaversions where scriptname like '%0029%'");
        await UntilReadyAsync(system, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_api_is_not_ready_while_the_broker_is_gone()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await UntilReadyAsync(system, HttpStatusCode.OK);

        await system.Broker.RemoveAsync();
        await UntilReadyAsync(system, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(200, (await system.GetAsync("connections")).Status);

        await system.Broker.PutBackAsync();
        await UntilReadyAsync(system, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_worker_waits_for_the_schema_and_says_so()
    {
        var ready = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.ready");
        await File.WriteAllTextAsync(ready, "left by a worker that was killed", Cancel);
        await using var system = await RunningSystem.OverAsync(
            await postgres.CreateEmptyAsync(), rabbitMq, $"--Worker:ReadyFile={ready}");
        var starting = system.StartWorkerAsync();

        await system.UntilLoggedAsync("The start waits for the database. The database has not the schema");
        Assert.False(starting.IsCompleted);
        Assert.False(File.Exists(ready));
        await PostgresServer.MigrateAsync(system.Database.Owner);
        await starting;

        Assert.Equal(201, (await system.ConnectAsync("everyday")).Status);
    }

    [Fact]
    public async Task A_worker_says_once_that_its_broker_is_gone_and_once_that_it_is_ready_again()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await using var worker = await WorkerProcess.StartAsync(system.WorkerSettings);
        await worker.UntilLoggedAsync("The worker is ready");
        var before = worker.Lines.Count;

        await system.Broker.RemoveAsync();
        await UntilLoggedSinceAsync("The worker is not ready.");
        await system.Broker.PutBackAsync();
        await UntilLoggedSinceAsync("The worker is ready");

        Assert.All(
            worker.Lines.Skip(before).GroupBy(line => JsonSerializer.Deserialize<JsonElement>(line).Text("@i")),
            message => Assert.Single(message));

        Task UntilLoggedSinceAsync(string text) => Eventually.TrueAsync(() => Task.FromResult(
            worker.Lines.Skip(before).Any(line => line.Contains(text, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_worker_ends_in_time_while_the_database_hangs()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await TestDatabase.ExecuteAsync(
            system.Database.Superuser,
            $"alter role portfolio_worker in database {system.Database.Name} set lock_timeout = 0");
        await using var worker = await WorkerProcess.StartAsync(system.WorkerSettings);
        await using var locked = await system.Database.LockAsync("qrtz_locks, qrtz_triggers, user_connections");
        await system.UntilCountAsync(
            """
            select count(*)::int from pg_locks l join pg_stat_activity a using (pid)
            where a.datname = current_database() and not l.granted
            """,
            waiting => waiting > 0);

        Assert.Equal(0, await worker.StopAsync());
    }

    /// <summary>The process is alive all the time.</summary>
    private static Task UntilReadyAsync(RunningSystem system, HttpStatusCode status) =>
        Eventually.TrueAsync(async () =>
        {
            using var live = await system.Http.GetAsync($"{system.Origin}/health/live", Cancel);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            using var ready = await system.Http.GetAsync($"{system.Origin}/health/ready", Cancel);
            return ready.StatusCode == status;
        });

    private static async Task ReadOnlyAsync(RunningSystem system, string value)
    {
        await TestDatabase.ExecuteAsync(
            system.Database.Superuser,
            $"""
            alter role portfolio_api in database {system.Database.Name} set default_transaction_read_only = {value}
            """);
        await TestDatabase.ExecuteAsync(system.Database.Superuser, EndSessions);
    }
}
