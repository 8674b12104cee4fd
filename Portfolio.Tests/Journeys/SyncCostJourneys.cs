using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// What a sync of the schedule costs in round trips, statements, write-ahead log and messages. Counts are stable where
/// times are not; a number here grows only with a reason.
/// </summary>
[NeedsServers]
public sealed class SyncCostJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private const int Connections = 60;

    private RunningSystem system = null!;

    public async ValueTask InitializeAsync()
    {
        system = await RunningSystem.StartAsync(
            postgres, rabbitMq,
            "--Exchanges:Binance:ApiWeightPerMinute=10000000", "--Exchanges:Binance:SapiWeightPerMinute=10000000",
            "--Exchanges:Binance:PriceAge=00:01:00", "--Sync:ScheduledShare=1");
        await system.ControlAsync(
            HttpMethod.Put, "limits", new { apiWeightPerMinute = 100_000_000, sapiWeightPerMinute = 100_000_000 });
        foreach (var body in await system.NumberedAccountsAsync(Connections))
            Assert.Equal(202, (await system.PostAsync("connections", body)).Status);
        await system.UntilCountAsync(
            "select count(*)::integer from user_connections where last_outcome = 'succeeded'",
            synced => synced is Connections);
        await TestDatabase.ExecuteAsync(
            system.Database.Superuser, "create extension pg_stat_statements");
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task An_unchanged_sync_of_the_schedule_costs_what_it_must()
    {
        await TapAsync();
        await ResetAsync();
        using var trips = new RoundTrips(system.Database, ofMessages: true);

        await SyncAllAsync();

        var perSync = trips.Count / (double)Connections;
        var statements = trips.Statements / (double)Connections;
        var log = await LogAsync();
        var messages = await MessagesAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"Of one sync: {perSync:0.00} round trips, {statements:0.00} statements, {log:0} bytes of WAL, "
            + $"{messages:0.00} messages to the API");
        Assert.InRange(perSync, 0.01, 3);
        Assert.InRange(statements, 0.01, 3);
        Assert.InRange(log, 1, 4_000);
        Assert.InRange(messages, 0.01, 0.5);
    }

    /// <summary>Makes all due at once, as after a night of downtime, and waits until they are synced.</summary>
    private async Task SyncAllAsync()
    {
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            "create table begun as select now() as at; update user_connections set next_sync_at = now()");
        await system.UntilCountAsync(
            "select count(*)::integer from user_connections, begun where last_synced_at > begun.at",
            synced => synced is Connections);
    }

    private Task<bool> ResetAsync() => system.Database.ReadServerAsync<bool>(
        """
        select pg_stat_statements_reset(0, oid, 0) is not null
        from pg_database where datname = current_database()
        """);

    /// <summary>Bytes of the worker, without those of Quartz's store, for one sync.</summary>
    private async Task<double> LogAsync() => await system.Database.ReadServerAsync<double>(
        $"""
        select (sum(wal_bytes) / {Connections})::double precision
        from pg_stat_statements s
        join pg_database d on d.oid = s.dbid and d.datname = current_database()
        join pg_roles r on r.oid = s.userid and r.rolname = 'portfolio_worker'
        where s.query not ilike '%qrtz\_%' and s.query !~* '^(begin|commit|rollback|discard|set|select set_config)'
        """);

    private async Task TapAsync()
    {
        await system.Broker.SendAsync(HttpMethod.Put, "api/queues/{vhost}/tap", new { durable = false });
        foreach (var type in (string[])["ConnectionSynced", "ConnectionSyncFailed", "ConnectionsChanged"])
        {
            await system.Broker.SendAsync(
                HttpMethod.Post,
                $"api/bindings/{{vhost}}/e/{Uri.EscapeDataString($"Portfolio.Contracts.Connections:{type}")}/q/tap",
                new { routing_key = "" });
        }
    }

    private async Task<double> MessagesAsync()
    {
        var tapped = await system.Broker.SendAsync(
            HttpMethod.Post,
            "api/queues/{vhost}/tap/get",
            new { count = 1000, ackmode = "ack_requeue_false", encoding = "auto" });
        return tapped.GetArrayLength() / (double)Connections;
    }
}
