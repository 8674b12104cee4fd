using Portfolio.Tests.Servers;
using Portfolio.Worker.Messaging;

namespace Portfolio.Tests.Upgrade;

/// <summary>The command for messages whose handling failed.</summary>
[NeedsServers]
public sealed class FailedMessageTests(RabbitMqServer rabbitMq)
{
    private static readonly WorkerQueue Queue = WorkerQueues.SyncNow("binance");

    [Fact]
    public async Task Failed_messages_are_shown_and_stay()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await FilledAsync(host);
        var failed = new FailedMessages(broker.Connection, Cancel);

        var shown = await failed.ShowAsync(Queue);

        Assert.Equal(["one", "two"], shown.Select(line => line.Split('\n')[1].Trim()));
        await broker.UntilAsync($"{Queue.Name}_error", queue => queue.MessageCount is 2);
    }

    [Fact]
    public async Task Failed_messages_are_sent_to_their_queue_again()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await FilledAsync(host);
        var failed = new FailedMessages(broker.Connection, Cancel);

        Assert.Equal(2, await failed.ReplayAsync(Queue));

        Assert.Equal(["one", "two"], await broker.TakeAsync(Queue.Name));
        Assert.Equal(0u, await failed.CountAsync(Queue));
    }

    [Fact]
    public async Task Failed_messages_are_dropped()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await FilledAsync(host);
        var failed = new FailedMessages(broker.Connection, Cancel);

        Assert.Equal(2u, await failed.DropAsync(Queue));

        Assert.Equal(0u, await failed.CountAsync(Queue));
        Assert.Empty(await broker.TakeAsync(Queue.Name));
    }

    [Theory]
    [InlineData("burn")]
    [InlineData("show", "binance-validate-key")]
    [InlineData("show", "no-such-queue")]
    [InlineData]
    public async Task A_wrong_argument_ends_with_1(params string[] args) =>
        Assert.Equal(1, await FailedMessagesCommand.RunAsync(args));

    [Fact]
    public async Task The_command_drops_what_is_in_every_queue()
    {
        await using var host = await rabbitMq.CreateAsync();
        await using var broker = await FilledAsync(host);

        Assert.Equal(
            0, await FailedMessagesCommand.RunAsync(["drop", $"--ConnectionStrings:RabbitMq={host.Address}"]));

        Assert.Empty(await broker.TakeAsync($"{Queue.Name}_error"));
    }

    private static async Task<EarlierBroker> FilledAsync(TestVirtualHost host)
    {
        var broker = await EarlierBroker.OnAsync(host);
        await new BrokerEntities(broker.Connection, Cancel).EnsureAsync(Queue);
        await broker.PublishAsync($"{Queue.Name}_error", "one", "two");
        return broker;
    }
}
