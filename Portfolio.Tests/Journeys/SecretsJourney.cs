using System.Text;
using System.Text.Json;
using Npgsql;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Connects, validates, is refused, and then searches everything that was written for the secrets.</summary>
[NeedsServers]
public sealed class SecretsJourney(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task No_secret_is_in_any_log_line_queue_message_row_or_answer()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, RunningSystem.AllLines);
        await TapAsync(system);
        var answers = new List<string>
        {
            (await system.PostAsync("connections/validate", system.Body("everyday"))).Body,
            (await system.ConnectAsync("everyday")).Body,
            (await system.ConnectAsync("trader")).Body,
            (await system.ConnectAsync("ip-restricted")).Body,
            (await system.ConnectAsync("okx-everyday")).Body,
            (await system.ConnectAsync("okx-ip-restricted")).Body,
            (await system.PostAsync("connections/validate", system.Body("okx-trader"))).Body,
            (await system.PostAsync(
                "connections", system.Body("bridged"), ("Idempotency-Key", "once"), ("Prefer", "wait=20"))).Body,
        };
        answers.AddRange(await ReplacedAsync(system));
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "html" });
        answers.Add((await system.ConnectAsync("receipts")).Body);
        answers.Add((await system.GetAsync("connections")).Body);
        var messages = await TappedMessagesAsync(system);

        Assert.Contains(system.Log.Lines, line => line.StartsWith("Trace ", StringComparison.Ordinal));
        Assert.Contains("ValidateKey", messages);
        Assert.Contains("ConnectionCreated", messages);
        Assert.NotEmpty(await RowsWithAsync(system, "TetherUS"));
        Assert.Contains("ConnectionStatusChanged", messages);
        Assert.Contains("ConnectionsChanged", messages);
        foreach (var account in (string[])["everyday", "trader", "ip-restricted", "bridged", "receipts", "okx-everyday",
            "okx-ip-restricted", "okx-trader", "twin-one", "twin-two", "veteran"])
        {
            var key = system.Key(account);
            foreach (var secret in ((string?[])[key.ApiKey, key.ApiSecret, key.Passphrase]).OfType<string>())
            {
                Assert.DoesNotContain(system.Log.Lines, line => Reveals(line, secret));
                Assert.DoesNotContain(answers, answer => Reveals(answer, secret));
                Assert.False(Reveals(messages, secret));
                Assert.Empty(await RowsWithAsync(system, secret));
            }
        }

        Assert.DoesNotContain(
            system.Log.Lines, line => line.Contains("signature=", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(system.Log.Lines, line => line.Contains(RunningSystem.Token, StringComparison.Ordinal));
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
        || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal);

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

    private static async Task<string> TappedMessagesAsync(RunningSystem system)
    {
        var messages = await system.Broker.SendAsync(
            HttpMethod.Post,
            "api/queues/{vhost}/tap/get",
            new { count = 1000, ackmode = "ack_requeue_false", encoding = "auto" });
        return JsonSerializer.Serialize(messages);
    }

    /// <summary>Every row of every table, as text, that holds the secret; bytes are looked through as hex.</summary>
    private static async Task<List<string>> RowsWithAsync(RunningSystem system, string secret)
    {
        await using var source = NpgsqlDataSource.Create(system.Database.Owner);
        var searches = await ReadAsync(
            source,
            """
            select format(
                'select %L || r::text from %I r '
                    || 'where r::text ilike ''%%'' || $1 || ''%%'' or r::text ilike ''%%'' || $2 || ''%%''',
                tablename || ': ', tablename)
            from pg_tables
            where schemaname = 'public'
            """);
        var rows = new List<string>();
        foreach (var search in searches)
            rows.AddRange(await ReadAsync(source, search, secret, Convert.ToHexString(Encoding.UTF8.GetBytes(secret))));
        return rows;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source, string sql, params string[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
            rows.Add(reader.GetString(0));
        return rows;
    }
}
