using System.Text;
using System.Text.Json;
using Portfolio.Contracts.Connections;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// Connects, validates, is refused, and then searches everything that was written or sent for the secrets. It runs
/// alone, because it reads the traces and the measurements of the whole process.
/// </summary>
[NeedsServers]
[Collection(nameof(Alone))]
public sealed class SecretsJourney(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private static readonly string[] Accounts =
    [
        "everyday", "trader", "ip-restricted", "bridged", "receipts", "okx-everyday", "okx-ip-restricted", "okx-trader",
        "twin-one", "twin-two", "veteran",
    ];

    [Fact]
    public async Task No_secret_is_in_any_log_line_queue_message_row_or_answer()
    {
        using var observed = new Observed();
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, RunningSystem.AllLines);
        await TapAsync(system);
        var answers = await AnswersAsync(system);
        answers.AddRange(await ReplacedAsync(system));
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "html" });
        answers.Add((await system.ConnectAsync("receipts")).Body);
        await FailAsync(system);
        var places = new Dictionary<string, IEnumerable<string>>
        {
            ["answers"] = answers,
            ["reads"] = await OwnReads.OfApiAsync(system),
            ["pages"] = await OwnReads.OfPagesAsync(system),
            ["messages"] = [await TakenAsync(system, "tap")],
            ["error queues"] = [await FailedAsync(system)],
            ["metrics"] = [await system.Http.GetStringAsync($"{system.Origin}/metrics", Cancel)],
            ["dump"] = [await DatabaseDump.TakeAsync(system.Database.Superuser)],
            ["log"] = system.Log.Lines,
            ["traces"] = observed.Traces,
            ["measurements"] = observed.Measurements,
        };

        AssertAllIsThere(places);
        foreach (var (place, texts) in places)
        {
            foreach (var secret in Accounts.SelectMany(account => SecretsOf(system, account)))
                Assert.False(texts.Any(text => Reveals(text, secret)), $"A secret is in the {place}.");
            Assert.DoesNotContain(texts, text => text.Contains(RunningSystem.Token, StringComparison.Ordinal));
        }

        // The exchange gets signed addresses, and its own traces, in this process too, have them.
        Assert.DoesNotContain(
            places["log"].Concat(observed.Traces.Where(trace => !trace.StartsWith("Microsoft.AspNetCore ")))
                .Concat(places["error queues"]),
            text => text.Contains("signature=", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Each place has what it is searched for: without it, nothing would be found anywhere.</summary>
    private static void AssertAllIsThere(Dictionary<string, IEnumerable<string>> places)
    {
        foreach (var (place, text) in (IEnumerable<(string, string)>)[
            ("log", "Trace "), ("reads", "TetherUS"), ("pages", "TetherUS"), ("messages", "ValidateKey"),
            ("messages", "ConnectionCreated"), ("messages", "ConnectionStatusChanged"),
            ("messages", "ConnectionsChanged"), ("error queues", "MT-Fault-StackTrace"), ("dump", "TetherUS"),
            ("metrics", "http_server_request_duration_seconds"),
            ("traces", "MassTransit"), ("traces", "Npgsql"), ("traces", "System.Net.Http"),
            ("measurements", "http.client.request.duration")])
        {
            Assert.True(places[place].Any(found => found.Contains(text, StringComparison.Ordinal)), $"{place}: {text}");
        }
    }

    private static IEnumerable<string> SecretsOf(RunningSystem system, string account)
    {
        var key = system.Key(account);
        return ((string?[])[key.ApiKey, key.ApiSecret, key.Passphrase]).OfType<string>();
    }

    private static async Task<List<string>> AnswersAsync(RunningSystem system) =>
    [
        (await system.PostAsync("connections/validate", system.Body("everyday"))).Body,
        (await system.ConnectAsync("everyday")).Body,
        (await system.ConnectAsync("trader")).Body,
        (await system.ConnectAsync("ip-restricted")).Body,
        (await system.ConnectAsync("okx-everyday")).Body,
        (await system.ConnectAsync("okx-ip-restricted")).Body,
        (await system.PostAsync("connections/validate", system.Body("okx-trader"))).Body,
        (await system.PostAsync(
            "connections", system.Body("bridged"), ("Idempotency-Key", "once"), ("Prefer", "wait=20"))).Body,
    ];

    /// <summary>A request whose handling fails: its message and the exception lie in an error queue then.</summary>
    private static async Task FailAsync(RunningSystem system)
    {
        var connection = (await system.GetAsync("connections")).Data[0].GetProperty("id").GetGuid();
        await system.Broker.PublishAsync(
            new SyncConnection(connection, Guid.NewGuid(), "nowhere", 1, SyncTriggers.Manual), "binance.now");
        await Eventually.TrueAsync(async () => await system.Broker.CountFailedAsync() > 0);
    }

    /// <summary>The answers to new keys: to valid ones, to another account's, and to ones with excess rights.</summary>
    private static async Task<List<string>> ReplacedAsync(RunningSystem system)
    {
        var connection = await system.ConnectAsync("twin-one");
        var answers = new List<string> { connection.Body };
        foreach (var account in (string[])["twin-two", "veteran", "withdrawer"])
        {
            var keys = system.Body(account);
            keys.Remove("exchange");
            answers.Add((await system.PutAsync(
                $"connections/{connection.Id}/credentials", keys, ("Prefer", "wait=20"))).Body);
        }

        await using var stream = await system.WatchAsync();
        Assert.Contains("\"success\":true", answers[1], StringComparison.Ordinal);
        Assert.Contains("account_mismatch", answers[2], StringComparison.Ordinal);
        answers.AddRange(
            (await stream.UntilAsync(received => received.Name is "heartbeat"))
                .Select(received => received.Data.GetRawText()));
        return answers;
    }

    private static bool Reveals(string text, string secret) =>
        text.Contains(secret, StringComparison.OrdinalIgnoreCase)
        || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal)
        || text.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), StringComparison.OrdinalIgnoreCase);

    /// <summary>A queue that is given a copy of every message.</summary>
    private static async Task TapAsync(RunningSystem system)
    {
        await system.Broker.SendAsync(HttpMethod.Put, "api/queues/{vhost}/tap", new { durable = false });
        foreach (var (type, key) in (IEnumerable<(string, string)>)[
            ("ConnectionCreated", "binance"), ("ValidateKey", "binance"), ("SyncConnection", "binance.now"), (
                "SyncConnection", "binance.scheduled"), ("ConnectionSynced", ""), ("ConnectionSyncFailed", ""), (
                    "ConnectionStatusChanged", ""), ("ConnectionsChanged", "")])
        {
            var exchange = $"Portfolio.Contracts.Connections:{type}";
            await Eventually.TrueAsync(async () =>
                (await system.Broker.SendAsync(HttpMethod.Get, "api/exchanges/{vhost}")).EnumerateArray()
                    .Any(known => known.GetProperty("name").GetString() == exchange));
            await system.Broker.SendAsync(
                HttpMethod.Post,
                $"api/bindings/{{vhost}}/e/{Uri.EscapeDataString(exchange)}/q/tap",
                new { routing_key = key });
        }
    }

    private static async Task<string> FailedAsync(RunningSystem system)
    {
        var messages = new List<string>();
        foreach (var queue in await system.Broker.QueuesAsync())
        {
            if (queue.EndsWith("_error", StringComparison.Ordinal))
                messages.Add(await TakenAsync(system, queue));
        }

        return string.Join('\n', messages);
    }

    private static async Task<string> TakenAsync(RunningSystem system, string queue) =>
        JsonSerializer.Serialize(await system.Broker.SendAsync(
            HttpMethod.Post,
            $"api/queues/{{vhost}}/{queue}/get",
            new { count = 1000, ackmode = "ack_requeue_false", encoding = "auto" }));
}
