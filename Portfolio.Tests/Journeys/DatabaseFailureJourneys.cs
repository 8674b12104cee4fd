using System.Text.Json;
using Npgsql;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>A database that fails or stalls for a while: nothing else is blamed, and the syncs succeed.</summary>
public sealed class DatabaseFailureJourneys(SharedQuickSystem shared) : SystemTest<SharedQuickSystem>(shared)
{
    /// <summary>Fails so many times; a sequence keeps its count though the transaction is rolled back.</summary>
    private const string Failing =
        """
        drop sequence if exists failures;
        create sequence failures;
        create or replace function fail() returns trigger
            language plpgsql security definer set search_path = public, pg_temp
        as $$
        begin
            if nextval('failures') <= 3 then
                raise exception 'it passes by itself' using errcode = tg_argv[0];
            end if;
            return new;
        end $$;
        """;

    /// <summary>
    /// While a sync is under way, each look at an exchange's health first needs a lock, and fails twice: the sweep
    /// looks, too, and at most once while the first call is slow.
    /// </summary>
    private const string HealthInCalls =
        """
        drop sequence if exists failures;
        create sequence failures;
        create function under_way() returns boolean
            language plpgsql security definer set search_path = public, pg_temp
        as $$
        begin
            if exists (select from user_connections where lease_until > now()) then
                perform pg_advisory_xact_lock_shared(42);
                if nextval('failures') <= 2 then
                    raise exception 'it passes by itself' using errcode = '57P01';
                end if;
            end if;
            return true;
        end $$;
        -- Of an empty table, the view would never call the function.
        insert into exchange_health (exchange, egress) values ('binance', 'unnamed') on conflict do nothing;
        alter table exchange_health rename to real_health;
        create view exchange_health as select * from real_health where under_way();
        grant select, insert, update on exchange_health to portfolio_worker;
        grant select on exchange_health to portfolio_api;
        """;

    private const string Undo =
        """
        drop view exchange_health;
        alter table real_health rename to exchange_health;
        drop function under_way;
        """;

    [Theory]
    [InlineData("user_connections", "new.fence > old.fence", "57014")]
    [InlineData("user_connections", "new.fence > old.fence", "25006")]
    [InlineData("sync_runs", "true", "57P01")]
    [InlineData("sync_runs", "true", "57014")]
    [InlineData("request_budgets", "true", "55P03")]
    [InlineData("request_budgets", "true", "53300")]
    public async Task A_failure_that_passes_by_itself_at_admission_claim_or_store_fails_no_sync(
        string table, string when, string code)
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        var on = table is "sync_runs" ? "insert" : "update";
        await OwnerAsync(
            $"""
            {Failing}
            create trigger fail before {on} on {table} for each row when ({when}) execute function fail('{code}');
            """);
        try
        {
            var run = await system.ResyncAsync(connection);

            Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
            Assert.True(await system.Database.ReadAsync<long>("select last_value from failures") > 3);
            Assert.Equal(0, await FailedRunsAsync());
            Assert.Equal(0u, await system.Broker.CountFailedAsync());
        }
        finally
        {
            await OwnerAsync("drop function fail cascade");
        }
    }

    [Fact]
    public async Task A_database_that_fails_inside_a_call_is_no_failure_of_the_exchange()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        await SlowFirstCallAsync();
        await OwnerAsync(HealthInCalls);
        try
        {
            var run = await system.ResyncAsync(connection);

            await AssertNothingIsBlamedAsync(run);
            await system.UntilLoggedAsync("The database failed during the sync");
        }
        finally
        {
            await OwnerAsync(Undo);
        }
    }

    [Fact]
    public async Task A_database_that_stalls_inside_a_call_for_longer_than_the_call_may_take_is_waited_for()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        await SlowFirstCallAsync();
        await OwnerAsync(HealthInCalls);
        await OwnerAsync("select setval('failures', 9)");
        await using var source = NpgsqlDataSource.Create(system.Database.Owner);
        await using var holder = await source.OpenConnectionAsync(Cancel);
        try
        {
            await ExecuteAsync(holder, "select pg_advisory_lock(42)");
            Assert.Equal(202, (await system.PostAsync($"connections/{connection}/resync")).Status);
            await system.UntilCountAsync(
                """
                select count(*)::integer from pg_locks
                where locktype = 'advisory' and not granted and waitstart < clock_timestamp() - interval '4 seconds'
                    and database = (select oid from pg_database where datname = current_database())
                """,
                stalled => stalled > 0);
            await ExecuteAsync(holder, "select pg_advisory_unlock(42)");
            var runs = await system.UntilAsync(
                $"connections/{connection}/runs", reply => reply.Data.GetArrayLength() > 1);

            await AssertNothingIsBlamedAsync(runs.Data[0]);
        }
        finally
        {
            await ExecuteAsync(holder, "select pg_advisory_unlock_all()");
            await OwnerAsync(Undo);
        }
    }

    /// <summary>So that the health that was read at admission is old when the next call needs it.</summary>
    private Task SlowFirstCallAsync() => system.ControlAsync(
        HttpMethod.Post, "faults",
        new { kind = "slow", delayMs = 1_200, times = 1, pathPrefix = "/sapi/v1/account/apiRestrictions" });

    private async Task AssertNothingIsBlamedAsync(JsonElement run)
    {
        Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
        Assert.Equal(0, await FailedRunsAsync());
        Assert.Equal(0, await system.Database.ReadAsync<int>("select coalesce(max(outages), 0) from exchange_health"));
        Assert.Equal(0u, await system.Broker.CountFailedAsync());
    }

    private async Task<long> FailedRunsAsync() => await system.Database.ReadAsync<long>(
        "select count(*) from sync_runs where outcome <> 'succeeded'");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private Task OwnerAsync(string sql) => TestDatabase.ExecuteAsync(system.Database.Owner, sql);
}

/// <summary>Its exchange has three seconds for a call, and its sweep is slow.</summary>
public sealed class SharedQuickSystem(PostgresServer postgres, RabbitMqServer rabbitMq)
    : SharedSystem(postgres, rabbitMq)
{
    protected override string[] Settings =>
    [
        "--Exchanges:Binance:AttemptTimeout=00:00:02", "--Exchanges:Binance:TotalTimeout=00:00:03",
        "--Sync:SweepEvery=00:00:05",
    ];
}
