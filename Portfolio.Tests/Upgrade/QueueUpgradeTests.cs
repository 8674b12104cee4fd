using Microsoft.Extensions.Logging;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Portfolio.Tests.Upgrade;

/// <summary>A single queue of this version, on a broker that an earlier version has used.</summary>
[NeedsServers]
public sealed class QueueUpgradeTests(RabbitMqServer rabbitMq) : IDisposable
{
    private const string Name = "binance-sync-now";
    private const string Earlier = "binance-resync";
    private const string AsDeclared = """binance-sync-now durable {"x-queue-type":"quorum"}""";

    private static readonly WorkerQueue Queue = WorkerQueue.Quorum(Name);
    private static readonly WorkerQueue Renamed = Queue with { EarlierNames = [Earlier] };

    private readonly CapturedLog log = new();

    private static Dictionary<string, object?> Quorum => new() { ["x-queue-type"] = "quorum" };

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_broker_that_is_as_this_version_leaves_it_is_not_changed_and_nothing_is_logged()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        await UpgradeAsync(broker, Renamed);
        await broker.PublishAsync(Name, "a request");
        await UpgradeAsync(broker, Renamed);

        Assert.Equal(AsDeclared, await broker.QueuesAsync());
        Assert.Equal("binance-sync-now durable", await broker.ExchangesAsync());
        Assert.Equal(["a request"], await broker.TakeAsync(Name));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_queue_of_an_earlier_name_is_removed_with_its_messages_its_exchange_and_its_bindings()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        await broker.DeclareAsync(Earlier, durable: true, Quorum, EarlierBroker.SyncConnection, "binance.now");
        await broker.PublishAsync(Earlier, "a request", "another one");
        await broker.UntilAsync(Earlier, queue => queue.MessageCount is 2);
        await UpgradeAsync(broker, Renamed);
        await UpgradeAsync(broker, Renamed);

        Assert.Equal(AsDeclared, await broker.QueuesAsync());
        Assert.Equal("binance-sync-now durable", await broker.ExchangesAsync());
        Assert.Empty(await broker.BoundToAsync(EarlierBroker.SyncConnection));
        AssertLogged(
            "Removed queue binance-resync of an earlier version, messages dropped: 2",
            "Removed exchange binance-resync of an earlier version");
    }

    [Fact]
    public async Task A_queue_of_an_earlier_name_is_left_to_a_worker_that_still_consumes_it()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        await broker.DeclareAsync(Earlier, durable: true, [], EarlierBroker.SyncConnection, "binance.now");
        await using var worker = await broker.Connection.CreateChannelAsync(cancellationToken: Cancel);
        var consumer = await worker.BasicConsumeAsync(
            Earlier, autoAck: false, new AsyncEventingBasicConsumer(worker), Cancel);
        await UpgradeAsync(broker, Renamed);
        var beside = await broker.QueuesAsync();
        await worker.BasicCancelAsync(consumer, cancellationToken: Cancel);
        await UpgradeAsync(broker, Renamed);

        Assert.Equal("binance-resync durable {}\n" + AsDeclared, beside);
        Assert.Equal(AsDeclared, await broker.QueuesAsync());
        AssertLogged(
            "Left queue binance-resync of an earlier version to a worker that still consumes it",
            "Removed queue binance-resync of an earlier version, messages dropped: 0",
            "Removed exchange binance-resync of an earlier version");
    }

    [Fact]
    public async Task Failed_messages_of_an_earlier_name_are_kept_and_a_queue_that_holds_none_is_removed()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        foreach (var queue in WorkerQueue.FailureQueuesOf(Earlier))
            await broker.DeclareAsync(queue, durable: true, Quorum, EarlierBroker.SyncConnection, "never");
        await broker.PublishAsync($"{Earlier}_error", "failed");
        await broker.UntilAsync($"{Earlier}_error", queue => queue.MessageCount is 1);
        await UpgradeAsync(broker, Renamed);

        Assert.Equal(
            """binance-resync_error durable {"x-queue-type":"quorum"}""" + "\n" + AsDeclared,
            await broker.QueuesAsync());
        Assert.Equal(["failed"], await broker.TakeAsync($"{Earlier}_error"));
    }

    [Theory]
    [InlineData("x-queue-type", "classic")]
    [InlineData("x-delivery-limit", 3)]
    [InlineData("x-dead-letter-exchange", "elsewhere")]
    [InlineData("x-message-ttl", 60_000)]
    public async Task A_queue_that_was_declared_with_other_arguments_is_recreated(string name, object value)
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        var arguments = Quorum;
        arguments[name] = value;
        await broker.DeclareAsync(Name, durable: true, arguments, EarlierBroker.SyncConnection, "binance.now");
        await broker.PublishAsync(Name, "a request");
        await broker.UntilAsync(Name, queue => queue.MessageCount is 1);
        await UpgradeAsync(broker, Queue);
        await UpgradeAsync(broker, Queue);

        Assert.Equal(AsDeclared, await broker.QueuesAsync());
        Assert.Empty(await broker.TakeAsync(Name));
        AssertLogged("Remade queue binance-sync-now because its arguments differed, messages dropped: 1");
    }

    [Fact]
    public async Task A_queue_with_other_arguments_is_left_to_a_worker_that_still_consumes_it()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        await broker.DeclareAsync(Name, durable: true, [], EarlierBroker.SyncConnection, "binance.now");
        await using var worker = await broker.Connection.CreateChannelAsync(cancellationToken: Cancel);
        var consumer = await worker.BasicConsumeAsync(
            Name, autoAck: false, new AsyncEventingBasicConsumer(worker), Cancel);
        await UpgradeAsync(broker, Queue);
        var beside = await broker.QueuesAsync();
        await worker.BasicCancelAsync(consumer, cancellationToken: Cancel);
        await UpgradeAsync(broker, Queue);

        Assert.Equal("binance-sync-now durable {}", beside);
        Assert.Equal(AsDeclared, await broker.QueuesAsync());
        AssertLogged(
            "Left queue binance-sync-now, whose arguments differ, "
            + "to a worker of another version that still consumes it",
            "Remade queue binance-sync-now because its arguments differed, messages dropped: 0");
    }

    [Fact]
    public async Task A_queue_that_was_not_durable_is_recreated_with_its_exchange()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        await broker.DeclareAsync("binance-validate", durable: false, [], EarlierBroker.ValidateKey, "binance");
        await UpgradeAsync(broker, WorkerQueue.Expiring("binance-validate"));

        Assert.Equal(
            """binance-validate durable {"x-message-ttl":300000,"x-queue-type":"quorum"}""",
            await broker.QueuesAsync());
        Assert.Equal("binance-validate durable", await broker.ExchangesAsync());
    }

    [Fact]
    public async Task Failed_messages_are_moved_to_a_queue_of_their_own_when_theirs_was_declared_otherwise()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await EarlierBroker.OnAsync(host);
        await broker.DeclareAsync($"{Name}_error", durable: true, [], EarlierBroker.SyncConnection, "never");
        await broker.PublishAsync($"{Name}_error", "one", "two", "three");
        await UpgradeAsync(broker, Queue);
        await UpgradeAsync(broker, Queue);

        Assert.Equal(["one", "two", "three"], await broker.TakeAsync($"{Name}_error_earlier"));
        Assert.Equal(
            string.Join('\n', AsDeclared, $$"""{{Name}}_error durable {"x-queue-type":"quorum"}""",
                $"{Name}_error_earlier durable {{}}"),
            await broker.QueuesAsync());
        AssertLogged(
            "Remade queue binance-sync-now_error because its arguments differed, "
            + "messages moved to binance-sync-now_error_earlier: 3");
    }

    private async Task UpgradeAsync(EarlierBroker broker, WorkerQueue queue)
    {
        using var loggers = new LoggerFactory([log]);
        await new QueueUpgrade(loggers.CreateLogger<QueueUpgrade>()).ApplyAsync(broker.Connection, queue, Cancel);
    }

    private void AssertLogged(params string[] lines) =>
        Assert.Equal(lines.Select(line => $"Information {line}"), log.Lines.Select(line => line.TrimEnd()));
}
