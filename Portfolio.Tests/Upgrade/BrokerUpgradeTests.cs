using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Portfolio.Tests.Upgrade;

/// <summary>The whole system on a broker that an earlier version has filled.</summary>
[NeedsServers]
public sealed class BrokerUpgradeTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string ConnectionSynced = "Portfolio.Contracts.Connections:ConnectionSynced";
    private const string SweepSoon = "--Sync:PersonRequestExpiresAfter=00:00:01";

    private const string Queues =
        """
        binance-connection-created durable {"x-queue-type":"quorum"}
        binance-sync-now durable {"x-queue-type":"quorum"}
        binance-sync-scheduled durable {"x-queue-type":"quorum"}
        binance-validate-key durable {"x-message-ttl":300000,"x-queue-type":"quorum"}
        okx-connection-created durable {"x-queue-type":"quorum"}
        okx-sync-now durable {"x-queue-type":"quorum"}
        okx-sync-scheduled durable {"x-queue-type":"quorum"}
        okx-validate-key durable {"x-message-ttl":300000,"x-queue-type":"quorum"}
        """;

    [Fact]
    public async Task The_sweep_repeats_requests_of_recreated_queues_and_a_second_start_changes_nothing()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, SweepSoon);
        await using var broker = await EarlierBroker.OnAsync(system.Broker);
        var before = await system.StartWorkerAsync();
        var synced = (await system.ConnectAsync("everyday")).Id;
        await system.StopWorkerAsync(before);
        await DeclareOtherwiseAsync(broker);
        await system.PostAsync($"connections/{synced}/resync");
        var created = (await system.ConnectAsync("okx-everyday", waitSeconds: 0)).Id;
        await broker.UntilAsync("binance-sync-now", queue => queue.MessageCount is 1);
        await broker.UntilAsync("okx-connection-created", queue => queue.MessageCount is 1);

        await ReadyAsync(await system.StartWorkerAsync());
        await system.UntilAsync($"connections/{synced}/runs", reply => reply.Data.GetArrayLength() > 1);
        await system.UntilAsync($"connections/{created}", reply => reply.ConnectionStatus is "synced");
        var changes = Changes(system);
        await ReadyAsync(await system.StartWorkerAsync());

        Assert.Equal(Queues, WithoutFailures(await broker.QueuesAsync()));
        Assert.Equal(
            [
                "binance-sync-now", "binance-sync-scheduled", "kraken-sync-now", "kraken-sync-scheduled",
                "okx-sync-now", "okx-sync-scheduled",
            ],
            await broker.BoundToAsync(EarlierBroker.SyncConnection));
        Assert.Contains(
            "Information Remade queue binance-sync-now because its arguments differed, messages dropped: 1", changes);
        Assert.Equal(3, changes.Count);
        Assert.Equal(changes, Changes(system));
    }

    [Fact]
    public async Task Workers_that_start_at_once_both_consume_every_recreated_queue()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, SweepSoon);
        await using var broker = await EarlierBroker.OnAsync(system.Broker);
        await DeclareOtherwiseAsync(broker);
        var starts = new[] { system.StartWorkerAsync(), system.StartWorkerAsync() };
        foreach (var worker in await Task.WhenAll(starts))
            await ReadyAsync(worker);

        foreach (var line in Queues.Split('\n'))
            await broker.UntilAsync(line.Split(' ')[0], queue => queue.ConsumerCount is 2);
        Assert.Equal(Queues, WithoutFailures(await broker.QueuesAsync()));
        Assert.Equal("synced", (await system.ConnectAsync("everyday")).ConnectionStatus);
    }

    [Fact]
    public async Task A_worker_that_starts_without_RabbitMQ_upgrades_the_queues_when_it_is_there()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, SweepSoon);
        await system.Broker.RemoveAsync();
        var worker = await system.StartWorkerAsync();
        await system.Broker.PutBackAsync();
        await using var broker = await EarlierBroker.OnAsync(system.Broker);
        await DeclareOtherwiseAsync(broker);
        await ReadyAsync(worker);

        await Eventually.TrueAsync(async () => WithoutFailures(await broker.QueuesAsync()) == Queues);
        await system.UntilLoggedAsync("Remade queue binance-sync-now because its arguments differed");
    }

    [Fact]
    public async Task A_worker_is_ready_and_validates_keys_beside_one_of_an_earlier_version()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await using var broker = await EarlierBroker.OnAsync(system.Broker);
        await broker.DeclareAsync("binance-validate", durable: false, [], EarlierBroker.ValidateKey, "binance");
        await using var earlier = await broker.Connection.CreateChannelAsync(cancellationToken: Cancel);
        await earlier.BasicConsumeAsync(
            "binance-validate", autoAck: true, new AsyncEventingBasicConsumer(earlier), Cancel);

        await ReadyAsync(await system.StartWorkerAsync());
        var reply = await system.PostAsync("connections/validate", system.Body("everyday"));

        Assert.Equal(200, reply.Status);
        await broker.UntilAsync("binance-validate", queue => queue.ConsumerCount is 1);
    }

    [Fact]
    public async Task An_API_of_an_earlier_version_hears_events_until_it_stops_and_leaves_nothing()
    {
        const string news = "api-news-c8a00000ac1f0242";
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await using var broker = await EarlierBroker.OnAsync(system.Broker);
        await using (var api = await EarlierBroker.OnAsync(system.Broker))
        {
            await ListenAsync(api.Connection, news);
            await ReadyAsync(await system.StartWorkerAsync());
            await system.ConnectAsync("everyday");

            await api.UntilAsync(news, queue => queue.MessageCount is 1);
            Assert.Contains(news, await broker.BoundToAsync(ConnectionSynced));
        }

        await Eventually.TrueAsync(async () => !(await system.Broker.QueuesAsync()).Contains(news));
        await Eventually.TrueAsync(async () => !(await broker.BoundToAsync(ConnectionSynced)).Contains(news));
        Assert.DoesNotContain(system.Log.Lines, line => line.Contains(news, StringComparison.Ordinal));
    }

    /// <summary>Three queues with other arguments, and one under its earlier name.</summary>
    private static async Task DeclareOtherwiseAsync(EarlierBroker broker)
    {
        await broker.DeclareAsync(
            "okx-connection-created", durable: true,
            new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 3 }, EarlierBroker.ConnectionCreated, "okx");
        await broker.DeclareAsync(
            "binance-sync-now", durable: true, [], EarlierBroker.SyncConnection, "binance.now");
        await broker.DeclareAsync(
            "binance-sync-scheduled", durable: true,
            new() { ["x-queue-type"] = "quorum", ["x-dead-letter-exchange"] = "elsewhere" },
            EarlierBroker.SyncConnection, "binance.scheduled");
        await broker.DeclareAsync(
            "binance-validate", durable: false, [], EarlierBroker.ValidateKey, "binance");
    }

    private static string WithoutFailures(string queues) => string.Join('\n', queues.Split('\n')
        .Where(line => !line.Contains("_error", StringComparison.Ordinal)));

    /// <summary>As an API process declared the queue for its events: for its connection alone.</summary>
    private static async Task ListenAsync(IConnection api, string queue)
    {
        await using var channel = await api.CreateChannelAsync(cancellationToken: Cancel);
        await channel.QueueDeclareAsync(
            queue, durable: false, exclusive: true, autoDelete: true, cancellationToken: Cancel);
        await channel.ExchangeDeclareAsync(
            queue, "fanout", durable: false, autoDelete: true, cancellationToken: Cancel);
        await channel.QueueBindAsync(queue, queue, "", cancellationToken: Cancel);
        await channel.ExchangeDeclareAsync(
            ConnectionSynced, "fanout", durable: true, autoDelete: false, cancellationToken: Cancel);
        await channel.ExchangeBindAsync(queue, ConnectionSynced, "", cancellationToken: Cancel);
    }

    /// <summary>Until a worker consumes every queue, for at most three minutes.</summary>
    private static async Task ReadyAsync(IHost worker)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        var bus = worker.Services.GetRequiredService<IBusControl>();
        Assert.Equal(
            BusHealthStatus.Healthy, await bus.WaitForHealthStatus(BusHealthStatus.Healthy, patience.Token));
    }

    /// <summary>The lines about queues and exchanges that a worker recreated, sorted.</summary>
    private static List<string> Changes(RunningSystem system) =>
    [
        .. system.Log.Lines
            .Where(line => line.StartsWith("Information Remade ", StringComparison.Ordinal))
            .Select(line => line.TrimEnd())
            .Order(StringComparer.Ordinal),
    ];
}
