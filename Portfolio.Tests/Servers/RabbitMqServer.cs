using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portfolio.Tests.Architecture;
using Portfolio.Tests.Fuzzing;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Messaging;
using RabbitMQ.Client;
using Testcontainers.RabbitMq;

[assembly: AssemblyFixture(typeof(RabbitMqServer))]

namespace Portfolio.Tests.Servers;

/// <summary>
/// A real RabbitMQ with its console for the whole run, from the first test that needs it: the one that
/// PORTFOLIO_TEST_RABBITMQ and PORTFOLIO_TEST_RABBITMQ_CONSOLE name (./test.sh sets them), else a container. Every test
/// has a separate virtual host, where the API and the worker have the rights that an operator would give them.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Setting = "PORTFOLIO_TEST_RABBITMQ";
    private const string ConsoleSetting = "PORTFOLIO_TEST_RABBITMQ_CONSOLE";
    private const string Password = "only-for-these-tests";

    private readonly HttpClient console = new();
    private readonly Lazy<Task<Uri>> address;
    private RabbitMqContainer? container;

    public RabbitMqServer() => address = new Lazy<Task<Uri>>(StartAsync);

    private RabbitMqServer(Uri broker, Uri management)
    {
        address = new Lazy<Task<Uri>>(Task.FromResult(broker));
        Use(management);
    }

    /// <summary>The whole virtual host of a server that runs already.</summary>
    internal static async Task<TestVirtualHost> RunningAsync(Uri broker, Uri management)
    {
        var server = new RabbitMqServer(broker, management);
        var name = broker.AbsolutePath[1..];
        await server.AllowAsync(name);
        return new TestVirtualHost(server, name, broker);
    }

    internal async Task<TestVirtualHost> CreateAsync()
    {
        var name = $"test-{Guid.NewGuid():n}";
        await PutAsync(name);
        return new TestVirtualHost(this, name, new UriBuilder(await address.Value) { Path = name }.Uri);
    }

    internal async Task PutAsync(string virtualHost)
    {
        var user = (await address.Value).UserInfo.Split(':')[0];
        await SendAsync(HttpMethod.Put, $"api/vhosts/{virtualHost}", new { });
        await SendAsync(
            HttpMethod.Put, $"api/permissions/{virtualHost}/{user}",
            new { configure = ".*", write = ".*", read = ".*" });
        await AllowAsync(virtualHost);
    }

    /// <summary>The address of the virtual host for one of the users below.</summary>
    internal static string At(Uri broker, string user) =>
        new UriBuilder(broker) { UserName = $"portfolio-{user}", Password = Password }.Uri.ToString();

    /// <summary>As deploy/rabbitmq/users.sh does, with the same rights.</summary>
    private async Task AllowAsync(string virtualHost)
    {
        foreach (var user in (string[])["api", "worker"])
        {
            await SendAsync(HttpMethod.Put, $"api/users/portfolio-{user}", new { password = Password, tags = "" });
            await SendAsync(
                HttpMethod.Put, $"api/permissions/{virtualHost}/portfolio-{user}",
                JsonSerializer.Deserialize<JsonElement>(Repository.Read("deploy/rabbitmq", $"{user}.json")));
        }
    }

    /// <summary>Sends a request to the console, as an operator would.</summary>
    internal async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request =
            new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await console.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length is 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    internal async Task<int> StatusAsync(string user, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = JsonContent.Create(new { password = "another", tags = "administrator" }),
        };
        request.Headers.Authorization = Basic(user);
        using var answer = await console.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        console.Dispose();
        if (container is not null)
            await container.DisposeAsync();
    }

    private async Task<Uri> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { } broker)
            return await StartContainerAsync();
        var management = Environment.GetEnvironmentVariable(ConsoleSetting)
            ?? throw new InvalidOperationException($"{Setting} is set, and {ConsoleSetting} is not. Run ./test.sh.");
        Use(new Uri(management));
        return new Uri(broker);
    }

    private void Use(Uri management)
    {
        console.BaseAddress = new UriBuilder(management) { UserName = "", Password = "", Path = "/" }.Uri;
        console.DefaultRequestHeaders.Authorization = Basic(management.UserInfo);
    }

    private static AuthenticationHeaderValue Basic(string user) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));

    private async Task<Uri> StartContainerAsync()
    {
        try
        {
            container = new RabbitMqBuilder("rabbitmq:3.13-management").WithPortBinding(15672, true).Build();
            await container.StartAsync();
            var broker = new Uri(container.GetConnectionString());
            Use(new Uri($"http://{broker.UserInfo}@{container.Hostname}:{container.GetMappedPublicPort(15672)}"));
            return broker;
        }
        catch (Exception noDocker)
        {
            throw new InvalidOperationException(
                $"The tests need a RabbitMQ. Run ./test.sh, or set {Setting} and {ConsoleSetting}.", noDocker);
        }
    }
}

/// <summary>One test's own part of the broker.</summary>
/// <param name="address">With the operator's login.</param>
internal sealed class TestVirtualHost(RabbitMqServer server, string name, Uri address) : IAsyncDisposable
{
    private bool removed;

    public string Name => name;

    public string Address => address.ToString();

    public string Api { get; } = RabbitMqServer.At(address, "api");

    public string Worker { get; } = RabbitMqServer.At(address, "worker");

    public async Task<IReadOnlyList<string>> QueuesAsync() =>
        [.. (await server.SendAsync(HttpMethod.Get, $"api/queues/{name}")).EnumerateArray()
            .Select(queue => queue.GetProperty("name").GetString() ?? "")];

    /// <summary>Messages in the <c>_error</c> queues of the worker.</summary>
    public async Task<uint> CountFailedAsync()
    {
        await using var connection =
            await new ConnectionFactory { Uri = address }.CreateConnectionAsync(Cancel);
        var failed = new FailedMessages(connection, Cancel);
        uint count = 0;
        foreach (var queue in WorkerQueues.All.Where(queue => queue.KeepsFailures))
            count += await failed.CountAsync(queue) ?? 0;
        return count;
    }

    /// <summary>Sends a message of ours, as an operator could, by a routing key of choice.</summary>
    public Task PublishAsync<T>(T message, string routingKey)
        where T : class => SendAsync(
        HttpMethod.Post,
        $"api/exchanges/{{vhost}}/{typeof(T).Namespace}:{typeof(T).Name}/publish",
        new
        {
            properties = new { content_type = "application/vnd.masstransit+json" },
            routing_key = routingKey,
            payload = Encoding.UTF8.GetString(MessageReaders.EnvelopeOf(message)),
            payload_encoding = "string",
        });

    /// <summary>Every connection to it is closed, and none can be opened.</summary>
    public async Task RemoveAsync()
    {
        await server.SendAsync(HttpMethod.Delete, $"api/vhosts/{name}");
        removed = true;
    }

    /// <summary>Empty, after <see cref="RemoveAsync"/>.</summary>
    public async Task PutBackAsync()
    {
        await server.PutAsync(name);
        removed = false;
    }

    /// <summary>The status of the console's answer to a user, as "name:password".</summary>
    public Task<int> StatusAsync(string user, HttpMethod method, string path) =>
        server.StatusAsync(user, method, path);

    public Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null) =>
        server.SendAsync(method, path.Replace("{vhost}", name, StringComparison.Ordinal), body);

    public async ValueTask DisposeAsync()
    {
        if (!removed)
            await RemoveAsync();
    }
}
