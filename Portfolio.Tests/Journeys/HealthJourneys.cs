using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>A result counts before the exchange's health does, and each without the other.</summary>
[NeedsServers]
public sealed class HealthJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    /// <summary>Keeps, for each write of an exchange's health, the number of runs that were stored by then.</summary>
    private const string CountRunsAtEachReport =
        """
        create table reports (outages integer not null, failed bigint not null, succeeded bigint not null);
        create function count_runs() returns trigger
            language plpgsql security definer set search_path = public, pg_temp
        as $$
        begin
            insert into reports
            select new.outages,
                count(*) filter (where outcome = 'failed'),
                count(*) filter (where outcome = 'succeeded')
            from sync_runs;
            return new;
        end $$;
        create trigger count_runs before insert or update on exchange_health
            for each row execute function count_runs();
        """;

    /// <summary>No worker can write an exchange's health any more.</summary>
    private const string RefuseEachReport =
        """
        create function refuse_report() returns trigger language plpgsql as $$
        begin
            raise exception 'the health of an exchange cannot be stored';
        end $$;
        create trigger refuse_report before insert or update on exchange_health
            for each row execute function refuse_report();
        """;

    private const string RefuseEachSuccess =
        """
        create function refuse_success() returns trigger language plpgsql as $$
        begin
            raise exception 'the result of a run cannot be stored';
        end $$;
        create trigger refuse_success before insert on sync_runs
            for each row when (new.outcome = 'succeeded') execute function refuse_success();
        """;

    private const string OneOutage =
        "insert into exchange_health (exchange, egress, outages) values ('binance', 'unnamed', 1)";

    [Fact]
    public async Task A_result_is_stored_before_the_exchanges_health_is_reported()
    {
        await using var system = await StartAsync();
        var connection = (await system.ConnectAsync("everyday")).Id;
        await ChangeAsync(system, CountRunsAtEachReport);
        await DownAsync(system);

        await system.ResyncAsync(connection);
        await system.UntilCountAsync("select count(*)::integer from reports", reports => reports > 0);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.ResyncAsync(connection);
        await system.UntilCountAsync(
            "select count(*)::integer from reports where outages = 0", reports => reports > 0);

        Assert.Equal(0, await system.Database.ReadAsync<long>(
            "select count(*) from reports where outages > failed or (outages = 0 and succeeded < 2)"));
    }

    [Fact]
    public async Task A_failed_run_is_stored_as_it_failed_though_the_exchanges_health_cannot_be()
    {
        await using var system = await StartAsync();
        var connection = (await system.ConnectAsync("everyday")).Id;
        await ChangeAsync(system, RefuseEachReport);
        await DownAsync(system);

        var run = await system.ResyncAsync(connection);

        Assert.Equal("exchange_unavailable", run.GetProperty("error").GetProperty("kind").GetString());
        await system.UntilLoggedAsync("The health of binance could not be stored");
    }

    [Fact]
    public async Task A_reading_is_stored_as_a_success_though_the_exchanges_health_cannot_be()
    {
        await using var system = await StartAsync();
        var connection = (await system.ConnectAsync("everyday")).Id;
        await ChangeAsync(system, OneOutage);
        await ChangeAsync(system, RefuseEachReport);

        var run = await system.ResyncAsync(connection);

        Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
        await system.UntilLoggedAsync("The health of binance could not be stored");
        Assert.Equal(JsonValueKind.Null, (await system.GetAsync($"connections/{connection}"))
            .Data.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task An_exchange_that_was_read_is_reported_as_up_though_the_result_cannot_be_stored()
    {
        await using var system = await StartAsync();
        var connection = (await system.ConnectAsync("everyday")).Id;
        await ChangeAsync(system, OneOutage);
        await ChangeAsync(system, RefuseEachSuccess);

        var run = await system.ResyncAsync(connection);

        Assert.Equal("internal", run.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(0, await system.Database.ReadAsync<int>("select outages from exchange_health"));
    }

    private Task<RunningSystem> StartAsync() => RunningSystem.StartAsync(
        postgres, rabbitMq, "--Sync:RetryAfter=01:00:00", "--Sync:RetryAtMost=01:00:00");

    private static Task ChangeAsync(RunningSystem system, string sql) =>
        TestDatabase.ExecuteAsync(system.Database.Owner, sql);

    private static Task DownAsync(RunningSystem system) =>
        system.ControlAsync(HttpMethod.Post, "faults", new { kind = "status", status = 503 });
}
