using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.Connections;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Failures of every part of the system, which lose no data.</summary>
[NeedsServers]
public sealed class FailureJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task An_outage_of_an_exchange_is_reported_and_the_connection_recovers_by_itself()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "status", status = 503, code = -1001, message = "down" });

        var down = await system.ConnectAsync("everyday");
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var back = await system.UntilAsync($"connections/{down.Id}", reply => reply.ConnectionStatus is "synced");

        Assert.Equal((503, "exchange_unavailable"), (down.Status, down.Kind));
        Assert.Equal("Binance is temporarily unavailable.", down.Message);
        Assert.Equal("retrying", down.ConnectionStatus);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, back.Data.GetProperty("error").ValueKind);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("shape")]
    public async Task An_unreadable_answer_never_empties_a_portfolio(string fault)
    {
        await using var system = await RunningSystem.StartAsync(
            postgres, rabbitMq, "--Sync:RetryAfter=01:00:00", "--Sync:RetryAtMost=01:00:00");
        var connection = await system.ConnectAsync("everyday");
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = fault });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal("failed", run.GetProperty("outcome").GetString());
        Assert.Equal("exchange_unavailable", run.GetProperty("error").GetProperty("kind").GetString());
        var portfolio = connection.Meta.GetProperty("firstSync").GetProperty("portfolioId").GetGuid();
        Assert.Equal(8, (await system.GetAsync($"portfolios/{portfolio}/holdings")).Data.GetArrayLength());
        Assert.Equal(8, (await system.GetAsync($"portfolios/{portfolio}/transactions")).Data.GetArrayLength());
        var row = await system.GetAsync($"connections/{connection.Id}");
        Assert.Equal(connection.Data.GetProperty("lastSyncedAt")
            .GetRawText(), row.Data.GetProperty("lastSyncedAt").GetRawText());
        Assert.NotEqual(connection.Data.GetProperty("lastAttemptAt")
            .GetRawText(), row.Data.GetProperty("lastAttemptAt").GetRawText());
    }

    [Theory]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("shape")]
    public async Task An_unreadable_spot_wallet_is_a_missed_wallet_and_not_an_empty_one(string fault)
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connection = await system.ConnectAsync("everyday");
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = fault, pathPrefix = "/api/v3/account" });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(("partial", 0, 8), (
            run.GetProperty("outcome").GetString(),
            run.GetProperty("changes").GetArrayLength(),
            run.GetProperty("assetsSynced").GetInt32()));
    }

    [Fact]
    public async Task Without_a_price_list_quantities_are_synced_and_nothing_leaves()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connection = await system.ConnectAsync("everyday");
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "empty", pathPrefix = "/api/v3/ticker" });
        await system.ControlAsync(HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = "3" });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
        var change = Assert.Single(run.GetProperty("changes").EnumerateArray());
        Assert.Equal(
            ("BTC", "3"), (change.GetProperty("symbol").GetString(), change.GetProperty("quantity").GetString()));
        Assert.Equal(8, run.GetProperty("assetsSynced").GetInt32());
    }

    [Theory]
    [InlineData("everyday", "/api/v3/exchangeInfo", 8)]
    [InlineData("okx-everyday", "/api/v5/market/tickers", 0)]
    public async Task A_first_sync_without_any_price_list_books_quantities(string account, string list, int unpriced)
    {
        await using var system = await RunningSystem.StartAsync(
            postgres, rabbitMq, "--Exchanges:Okx:Retries=1", "--Exchanges:Okx:PriceAge=00:00:01");
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "html", pathPrefix = list });

        var connected = await system.ConnectAsync(account);
        var first = (await system.GetAsync($"connections/{connected.Id}/runs")).Data[0];

        Assert.Equal((201, "synced"), (connected.Status, connected.ConnectionStatus));
        // OKX itself values the trading account; at Binance no asset has a price, dust included.
        Assert.InRange(first.GetProperty("unpriced").GetInt32(), unpriced, unpriced * 2);
        Assert.True(first.GetProperty("assetsSynced").GetInt32() >= 7);
    }

    [Fact]
    public async Task A_limit_of_the_exchange_is_answered_with_its_end_and_no_request_is_sent_before()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "rateLimited", retryAfterSeconds = 120, times = 1 });

        var reply = await system.ConnectAsync("everyday");

        Assert.Equal((503, "rate_limited"), (reply.Status, reply.Kind));
        Assert.InRange(
            reply.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(121));
        var next = reply.Data.GetProperty("nextSyncAt").GetDateTimeOffset();
        Assert.True(next > reply.Data.GetProperty("lastAttemptAt").GetDateTimeOffset().AddSeconds(100));
        Assert.Equal("rate_limited", (await system.ConnectAsync("bridged")).Kind);
    }

    [Fact]
    public async Task The_sync_of_a_lost_message_is_requested_again()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, "--Sync:PersonRequestExpiresAfter=00:00:01");
        var reply = await system.PostAsync("connections", system.Body("everyday"));
        Assert.DoesNotContain("binance-connection-created", await system.Broker.QueuesAsync());

        await system.StartWorkerAsync();

        await system.UntilAsync($"connections/{reply.Id}", connection => connection.ConnectionStatus is "synced");
    }

    [Fact]
    public async Task Deliveries_that_repeat_sync_once()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connection = (await system.ConnectAsync("everyday")).Id;
        var worker = await system.StartWorkerAsync();
        var bus = worker.Services.GetRequiredService<IBus>();
        var user = await system.Database.ReadAsync<Guid>("select user_id from user_connections");

        await bus.PublishBatch(
            Enumerable.Range(0, 20).Select(
                _ => new SyncConnection(connection, user, "binance", 1, SyncTriggers.Manual)), Cancel);
        await system.ResyncAsync(connection);

        Assert.Equal(2, (await system.GetAsync($"connections/{connection}/runs")).Data.GetArrayLength());
        Assert.Contains(system.Log.Lines, line => line.Contains("Dropped request 1: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_names_another_exchange_sends_the_key_nowhere()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var connection = (await system.ConnectAsync("okx-everyday")).Id;
        var user = await system.Database.ReadAsync<Guid>("select user_id from user_connections");
        var request = await system.Database.ReadAsync<long>(
            """
            update user_connections
            set request_number = request_number + 1, request_expires_at = now() + interval '1 hour',
                next_sync_at = now()
            returning request_number
            """);
        var bus = (await system.StartWorkerAsync()).Services.GetRequiredService<IBus>();

        await bus.Publish(new SyncConnection(connection, user, "binance", request, SyncTriggers.Manual), Cancel);
        await system.UntilLoggedAsync("its message names another exchange than the connection, which is at okx");

        await system.UntilAsync(
            $"connections/{connection}/runs", reply => reply.Data.GetArrayLength() is 2);
        Assert.Equal("synced", (await system.GetAsync($"connections/{connection}")).ConnectionStatus);
        var sent = await system.Simulator.GetFromJsonAsync<JsonElement>(
            "/_simulator/requests?pathPrefix=/sapi", Cancel);
        Assert.Equal(0, sent.GetProperty("requests").GetArrayLength());
    }

    [Fact]
    public async Task A_message_for_a_disconnected_connection_brings_nothing_back()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        var gone = (await system.ConnectAsync("everyday")).Id;
        var user = await system.Database.ReadAsync<Guid>("select user_id from user_connections");
        Assert.Equal(200, (await system.DeleteAsync($"connections/{gone}?history=keep")).Status);
        var bus = (await system.StartWorkerAsync()).Services.GetRequiredService<IBus>();

        await bus.Publish(new SyncConnection(gone, user, "binance", 1, SyncTriggers.Manual), Cancel);
        await system.ConnectAsync("bridged");

        Assert.Equal(404, (await system.GetAsync($"connections/{gone}")).Status);
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        var ledger = (await system.GetAsync($"portfolios/{portfolio}/transactions?limit=500")).Data.EnumerateArray()
            .Where(row => row.GetProperty("connectionId").GetGuid() == gone).ToList();
        Assert.Equal(16, ledger.Count);
        Assert.All(ledger.Take(8), row => Assert.Equal("disconnected", row.GetProperty("reason").GetString()));
        Assert.Equal(201, (await system.ConnectAsync("everyday")).Status);
    }

    [Fact]
    public async Task The_queues_explain_themselves_in_the_console()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("everyday");

        var queues = await system.Broker.QueuesAsync();

        Assert.Superset(
            new HashSet<string>
            {
                "binance-connection-created", "binance-sync-now", "binance-sync-scheduled", "binance-validate-key",
            },
            queues.ToHashSet());
        Assert.Equal(0u, await system.Broker.CountFailedAsync());
    }
}
