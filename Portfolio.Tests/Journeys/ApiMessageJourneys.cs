using System.Text.Json;
using Portfolio.Contracts.Connections;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Messages that fail in the API, whose user of RabbitMQ has the rights that deploy/rabbitmq states.</summary>
[NeedsServers]
public sealed class ApiMessageJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync()
    {
        system = await RunningSystem.StartAsync(postgres, rabbitMq);
        // The queue of answers is there from the first request on.
        await system.PostAsync("connections/validate", system.Body("everyday"));
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task An_event_that_fails_is_logged_and_the_next_one_arrives_on_the_same_channel()
    {
        var before = await ConsumersAsync();

        await system.Broker.PublishAsync(new ConnectionsChanged(null!), "");
        await Eventually.TrueAsync(() => Task.FromResult(system.Log.Lines.Any(
            line => line.Contains("R-FAULT", StringComparison.Ordinal))));

        await AssertUnchangedAsync(before);
    }

    [Theory]
    [InlineData("api-events-")]
    [InlineData("api-answers-")]
    public async Task A_message_that_is_none_is_dropped_and_the_next_one_arrives_on_the_same_channel(string prefix)
    {
        var before = await ConsumersAsync();
        var queue = before.Single(name => name.StartsWith(prefix, StringComparison.Ordinal)).Split(' ')[0];

        await system.Broker.SendAsync(HttpMethod.Post, "api/exchanges/{vhost}/amq.default/publish", new
        {
            properties = new { content_type = "application/vnd.masstransit+json" },
            routing_key = queue,
            payload = "no message",
            payload_encoding = "string",
        });

        await AssertUnchangedAsync(before);
    }

    private async Task AssertUnchangedAsync(IReadOnlyList<string> before)
    {
        // The key is checked by an answer, and the end of the first sync heard of by an event.
        await system.ConnectAsync("everyday");
        Assert.Equal(before, await ConsumersAsync());
        Assert.DoesNotContain(
            await system.Broker.QueuesAsync(),
            queue => queue.StartsWith("api-", StringComparison.Ordinal)
                && (queue.EndsWith("_error", StringComparison.Ordinal)
                    || queue.EndsWith("_skipped", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            system.Log.Lines, line => line.Contains("ACCESS_REFUSED", StringComparison.Ordinal));
    }

    /// <summary>The API's queues, each with the tag of its consumer, which another channel would change.</summary>
    private async Task<IReadOnlyList<string>> ConsumersAsync()
    {
        string[] consumers = [];
        // The console shows them a few seconds later.
        await Eventually.TrueAsync(async () => (consumers = Of(
            await system.Broker.SendAsync(HttpMethod.Get, "api/consumers/{vhost}"))).Length is 2);
        return consumers;
    }

    private static string[] Of(JsonElement consumers) =>
    [
        .. consumers.EnumerateArray()
            .Select(consumer => $"{Named(consumer.GetProperty("queue"))} "
                + consumer.GetProperty("consumer_tag").GetString())
            .Where(consumer => consumer.StartsWith("api-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string? Named(JsonElement queue) => queue.GetProperty("name").GetString();
}
