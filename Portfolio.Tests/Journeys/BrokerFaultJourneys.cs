using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Storage.Startup;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Schedule;

namespace Portfolio.Tests.Journeys;

/// <summary>Whatever an operator, a policy or a failed disk takes from the broker comes back by itself.</summary>
[NeedsServers]
public sealed class BrokerFaultJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string ScheduledRuns =
        "select count(*)::int from sync_runs where trigger = 'scheduled' and outcome = 'succeeded'";

    /// <summary>Due by the schedule, also by a worker's measure of the database's time, which is not exact.</summary>
    private const string FallDue =
        "update user_connections set next_sync_at = now() - interval '1 minute', request_expires_at = null";

    [Fact]
    public async Task The_schedules_queue_is_consumed_eight_times_as_wide_as_a_persons()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, "--Sync:Concurrency=3");

        await Eventually.TrueAsync(async () => await PrefetchAsync(system, "binance-sync-now") is 3);
        await Eventually.TrueAsync(async () => await PrefetchAsync(system, "binance-sync-scheduled") is 24);
    }

    [Fact]
    public async Task The_schedule_goes_on_after_each_of_its_parts_of_the_broker_was_deleted()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("everyday");

        foreach (var part in PartsOf("SyncConnection", "binance-sync-scheduled"))
        {
            await DeleteAsync(system, part);
            var before = await system.Database.ReadAsync<int>(ScheduledRuns);
            await TestDatabase.ExecuteAsync(system.Database.Owner, FallDue);
            await system.UntilCountAsync(ScheduledRuns, runs => runs > before);
        }
    }

    [Fact]
    public async Task A_persons_resync_is_accepted_and_done_after_each_of_its_parts_of_the_broker_was_deleted()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connection = (await system.ConnectAsync("everyday")).Id;

        foreach (var part in PartsOf("SyncConnection", "binance-sync-now"))
        {
            await DeleteAsync(system, part);
            await system.ResyncAsync(connection);
        }
    }

    [Fact]
    public async Task New_connections_are_synced_after_each_of_their_parts_of_the_broker_was_deleted()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var accounts = new Queue<string>(["everyday", "dust", "everywhere"]);

        foreach (var part in PartsOf("ConnectionCreated", "binance-connection-created"))
        {
            await DeleteAsync(system, part);
            Assert.Equal(202, (await system.ConnectAsync(accounts.Dequeue(), waitSeconds: 0)).Status);
            await system.UntilCountAsync(
                "select count(*)::int from user_connections where last_synced_at is null", unsynced => unsynced is 0);
        }
    }

    [Fact]
    public async Task Keys_can_be_validated_after_each_of_their_parts_of_the_broker_was_deleted()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);

        foreach (var part in PartsOf("ValidateKey", "binance-validate-key"))
        {
            await DeleteAsync(system, part);
            await Eventually.TrueAsync(async () =>
                (await system.PostAsync("connections/validate", system.Body("everyday"))).Status is 200);
        }
    }

    [Fact]
    public async Task A_worker_goes_on_at_the_node_of_a_cluster_that_is_left()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        var broker = new Uri(system.Broker.Worker);
        await using var one = new TcpProxy(broker);
        await using var two = new TcpProxy(broker);
        await system.StartWorkerAsync(services => services.PostConfigure<RabbitMqAddress>(address =>
            address.ConnectionString =
                $"amqp://{broker.UserInfo}@127.0.0.1:{one.Port},127.0.0.1:{two.Port}{broker.PathAndQuery}"));
        var connection = (await system.ConnectAsync("everyday")).Id;

        foreach (var (gone, left) in new[] { (one, two), (two, one) })
        {
            left.GoOn();
            gone.Cut();
            await system.ResyncAsync(connection);
        }
    }

    [Fact]
    public async Task A_sweep_whose_messages_no_queue_takes_does_not_count_as_one()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, "--Sync:SweepEvery=01:00:00", "--Sync:PersonRequestExpiresAfter=01:00:00");
        var worker = await system.StartWorkerAsync();
        await system.ConnectAsync("everyday");
        await worker.Services.GetRequiredService<DueSweep>().RunAsync(Cancel);
        var counted = await system.Database.ReadAsync<DateTime>("select ended_at from sweeps");

        await DeleteAsync(system, PartsOf("SyncConnection", "")[0]);
        await TestDatabase.ExecuteAsync(system.Database.Owner, FallDue);
        await worker.Services.GetRequiredService<DueSweep>().RunAsync(Cancel);

        Assert.Contains(
            system.Log.Lines, line => line.Contains("RabbitMQ did not take 1 requests", StringComparison.Ordinal));
        Assert.Equal(counted, await system.Database.ReadAsync<DateTime>("select ended_at from sweeps"));
    }

    [Fact]
    public async Task A_command_that_no_queue_takes_is_accepted_and_logged()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);

        Assert.Equal(202, (await system.ConnectAsync("everyday", waitSeconds: 0)).Status);

        await system.UntilLoggedAsync("RabbitMQ did not take ConnectionCreated");
    }

    /// <summary>RabbitMQ 4.3 refuses a queue that neither survives its restart nor belongs to one connection.</summary>
    [Fact]
    public async Task Every_queue_is_durable_or_exclusive()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        Assert.Equal(200, (await system.PostAsync("connections/validate", system.Body("everyday"))).Status);

        var queues = (await system.Broker.SendAsync(HttpMethod.Get, "api/queues/{vhost}")).EnumerateArray().ToList();

        Assert.True(queues.Count >= 10);
        Assert.All(queues, queue => Assert.True(
            queue.GetProperty("durable").GetBoolean() || queue.GetProperty("exclusive").GetBoolean(),
            queue.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_key_that_is_being_validated_is_in_no_message_in_clear_and_its_message_expires()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, "--Sync:ValidationTimeout=00:00:05");
        await system.Broker.SendAsync(HttpMethod.Put, "api/queues/{vhost}/tap", new { durable = false });
        await system.Broker.SendAsync(
            HttpMethod.Put, "api/exchanges/{vhost}/Portfolio.Contracts.Connections:ValidateKey",
            new { type = "direct", durable = true });
        await system.Broker.SendAsync(
            HttpMethod.Post, "api/bindings/{vhost}/e/Portfolio.Contracts.Connections:ValidateKey/q/tap",
            new { routing_key = "binance" });

        var validating = system.PostAsync("connections/validate", system.Body("everyday"));
        JsonElement taken = default;
        await Eventually.TrueAsync(async () =>
        {
            taken = await system.Broker.SendAsync(
                HttpMethod.Post, "api/queues/{vhost}/tap/get",
                new { count = 1, ackmode = "ack_requeue_false", encoding = "auto" });
            return taken.GetArrayLength() is 1;
        });
        await validating;

        Assert.Equal("5000", taken[0].GetProperty("properties").GetProperty("expiration").GetString());
        var (key, body) = (system.Key("everyday"), taken[0].GetProperty("payload").GetString());
        Assert.Contains("sealedKey", body, StringComparison.Ordinal);
        Assert.DoesNotContain(key.ApiKey, body, StringComparison.Ordinal);
        Assert.DoesNotContain(key.ApiSecret, body, StringComparison.Ordinal);
    }

    /// <summary>Once it is there: a worker declares its part of the broker after it has started.</summary>
    private static async Task DeleteAsync(RunningSystem system, string part)
    {
        var end = part.LastIndexOf('/');
        var (list, name) = (part[..end], part[(end + 1)..]);
        await Eventually.TrueAsync(async () => (await system.Broker.SendAsync(HttpMethod.Get, list)).EnumerateArray()
            .Any(known => known.GetProperty("name").GetString() == name));
        await system.Broker.SendAsync(HttpMethod.Delete, part);
    }

    /// <summary>The message's exchange, the queue's, and the queue.</summary>
    private static string[] PartsOf(string message, string queue) =>
    [
        $"api/exchanges/{{vhost}}/Portfolio.Contracts.Connections:{message}",
        $"api/exchanges/{{vhost}}/{queue}",
        $"api/queues/{{vhost}}/{queue}",
    ];

    /// <summary>Null while nothing consumes the queue.</summary>
    private static async Task<int?> PrefetchAsync(RunningSystem system, string queue) =>
        (await system.Broker.SendAsync(HttpMethod.Get, "api/consumers/{vhost}")).EnumerateArray()
            .Where(consumer => consumer.GetProperty("queue").GetProperty("name").GetString() == queue)
            .Select(consumer => (int?)consumer.GetProperty("prefetch_count").GetInt32())
            .FirstOrDefault();
}
