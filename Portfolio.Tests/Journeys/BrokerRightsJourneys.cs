using Portfolio.Contracts.Connections;
using Portfolio.Tests.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portfolio.Tests.Journeys;

/// <summary>What the users of the API and of the worker may do at the broker, beside what every journey does.</summary>
public sealed class BrokerRightsJourneys(SharedSystem shared) : SystemTest(shared)
{
    private const string Contracts = "Portfolio.Contracts.Connections:";

    [Theory]
    [InlineData("binance-connection-created")]
    [InlineData("binance-sync-now")]
    [InlineData("okx-sync-scheduled")]
    [InlineData("binance-validate-key")]
    public async Task The_API_neither_consumes_nor_empties_nor_deletes_a_queue_of_the_worker(string queue)
    {
        await AssertRefusedAsync(system.Broker.Api, channel => channel.BasicGetAsync(queue, autoAck: true, Cancel));
        await AssertRefusedAsync(system.Broker.Api, channel => channel.QueuePurgeAsync(queue, Cancel));
        await AssertRefusedAsync(system.Broker.Api, channel => channel.QueueDeleteAsync(queue));
    }

    [Theory]
    [InlineData("ConnectionCreated")]
    [InlineData("SyncConnection")]
    [InlineData("ValidateKey")]
    public async Task The_API_gets_no_copy_of_a_command(string command) => await AssertRefusedAsync(
        system.Broker.Api,
        async channel =>
        {
            await channel.QueueDeclareAsync("api-events-copies", durable: false, exclusive: true, autoDelete: true);
            await channel.QueueBindAsync("api-events-copies", $"{Contracts}{command}", "binance");
        });

    [Theory]
    [InlineData("api-answers-")]
    [InlineData("api-events-")]
    public async Task The_worker_reads_no_queue_of_an_API(string prefix)
    {
        await system.PostAsync("connections/validate", system.Body("everyday"));
        var queues = await system.Broker.QueuesAsync();
        var queue = queues.First(name => name.StartsWith(prefix, StringComparison.Ordinal));

        await AssertRefusedAsync(system.Broker.Worker, channel => channel.BasicGetAsync(queue, autoAck: true, Cancel));
    }

    [Fact]
    public async Task The_worker_gets_no_copy_of_an_answer() => await AssertRefusedAsync(
        system.Broker.Worker,
        async channel =>
        {
            await channel.QueueDeclareAsync("binance-sync-now-upgrade", durable: false, exclusive: true);
            await channel.QueueBindAsync("binance-sync-now-upgrade", $"{Contracts}ConnectionSynced", "");
        });

    [Fact]
    public async Task A_message_that_cannot_be_handled_goes_to_the_error_queue_and_the_next_one_is_handled()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        var failed = await system.Broker.CountFailedAsync();

        await system.Broker.PublishAsync(
            new SyncConnection(connection, Guid.NewGuid(), "nowhere", 1, SyncTriggers.Manual), "binance.now");
        await Eventually.TrueAsync(async () => await system.Broker.CountFailedAsync() == failed + 1);

        Assert.Equal("succeeded", (await system.ResyncAsync(connection)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Neither_sets_policies_or_users_or_sees_the_console()
    {
        foreach (var address in (string[])[system.Broker.Api, system.Broker.Worker])
        {
            Assert.Equal(401, await AskConsoleAsync(address, HttpMethod.Get, "api/overview"));
            Assert.Equal(401, await AskConsoleAsync(address, HttpMethod.Put, "api/users/another"));
            Assert.Equal(401, await AskConsoleAsync(
                address, HttpMethod.Put, $"api/policies/{system.Broker.Name}/another"));
        }
    }

    private Task<int> AskConsoleAsync(string address, HttpMethod method, string path) =>
        system.Broker.StatusAsync(new Uri(address).UserInfo, method, path);

    private static async Task AssertRefusedAsync(string address, Func<IChannel, Task> command)
    {
        var server = new ConnectionFactory { Uri = new Uri(address) };
        await using var connection = await server.CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);

        var refusal = await Assert.ThrowsAnyAsync<OperationInterruptedException>(() => command(channel));

        Assert.Equal<int?>(Constants.AccessRefused, refusal.ShutdownReason?.ReplyCode);
    }
}
