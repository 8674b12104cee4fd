using System.Text;
using System.Text.Json;
using Portfolio.Tests.Servers;
using RabbitMQ.Client;

namespace Portfolio.Tests.Upgrade;

/// <summary>A test's virtual host as an earlier version may have left it, with queues and failed messages.</summary>
internal sealed class EarlierBroker(TestVirtualHost host, IConnection connection) : IAsyncDisposable
{
    public const string SyncConnection = "Portfolio.Contracts.Connections:SyncConnection";
    public const string ConnectionCreated = "Portfolio.Contracts.Connections:ConnectionCreated";
    public const string ValidateKey = "Portfolio.Contracts.Connections:ValidateKey";

    public IConnection Connection => connection;

    public static async Task<EarlierBroker> OnAsync(TestVirtualHost host) => new(
        host, await new ConnectionFactory { Uri = new Uri(host.Address) }.CreateConnectionAsync(Cancel));

    /// <summary>A queue behind its exchange, bound to a message's exchange, as MassTransit declares them.</summary>
    public async Task DeclareAsync(
        string queue, bool durable, Dictionary<string, object?> arguments, string message, string routingKey)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: Cancel);
        await channel.ExchangeDeleteAsync(queue, cancellationToken: Cancel);
        await channel.QueueDeclareAsync(
            queue, durable, exclusive: false, autoDelete: false, arguments, cancellationToken: Cancel);
        await channel.ExchangeDeclareAsync(queue, "fanout", durable, autoDelete: false, cancellationToken: Cancel);
        await channel.QueueBindAsync(queue, queue, "", cancellationToken: Cancel);
        await channel.ExchangeDeclareAsync(
            message, "direct", durable: true, autoDelete: false, cancellationToken: Cancel);
        await channel.ExchangeBindAsync(queue, message, routingKey, cancellationToken: Cancel);
    }

    public async Task PublishAsync(string queue, params string[] bodies)
    {
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, Cancel);
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync(
                "", queue, mandatory: true, new BasicProperties { Persistent = true },
                Encoding.UTF8.GetBytes(body), Cancel);
        }
    }

    /// <summary>Takes every message out of a queue and returns their bodies.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(string queue)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        List<string> bodies = [];
        while (await channel.BasicGetAsync(queue, autoAck: true, Cancel) is { } message)
            bodies.Add(Encoding.UTF8.GetString(message.Body.Span));
        return bodies;
    }

    /// <summary>Polls a queue until it satisfies.</summary>
    public async Task UntilAsync(string queue, Predicate<QueueDeclareOk> satisfied)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await Eventually.TrueAsync(async () => satisfied(await channel.QueueDeclarePassiveAsync(queue, Cancel)));
    }

    /// <summary>A line for each queue but those of API processes: its name, kind and arguments.</summary>
    public async Task<string> QueuesAsync() => Lines(
        await host.SendAsync(HttpMethod.Get, "api/queues/{vhost}"),
        queue => $"{Name(queue)} {Durability(queue)} {queue.GetProperty("arguments").GetRawText()}");

    /// <summary>A line for each exchange of a queue but those of API processes.</summary>
    public async Task<string> ExchangesAsync() => Lines(
        await host.SendAsync(HttpMethod.Get, "api/exchanges/{vhost}"),
        exchange => $"{Name(exchange)} {Durability(exchange)}");

    /// <summary>The names of the entities that a message's exchange is bound to, sorted.</summary>
    public async Task<IReadOnlyList<string>> BoundToAsync(string message)
    {
        var bindings = await host.SendAsync(
            HttpMethod.Get, $"api/exchanges/{{vhost}}/{Uri.EscapeDataString(message)}/bindings/source");
        return
        [
            .. bindings.EnumerateArray()
                .Select(binding => binding.GetProperty("destination").GetString() ?? "")
                .Order(StringComparer.Ordinal),
        ];
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    private static string Lines(JsonElement entities, Func<JsonElement, string> line) => string.Join('\n', entities
        .EnumerateArray()
        .Where(entity => Name(entity) is { } name && (name.StartsWith("binance-", StringComparison.Ordinal)
            || name.StartsWith("okx-", StringComparison.Ordinal)))
        .Select(line)
        .Order(StringComparer.Ordinal));

    private static string Name(JsonElement entity) => entity.GetProperty("name").GetString() ?? "";

    private static string Durability(JsonElement entity) =>
        entity.GetProperty("durable").GetBoolean() ? "durable" : "in-memory";
}
