using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>The API's exact texts about refusals and failures.</summary>
[NeedsServers]
public sealed class ReasonJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() =>
        system = await RunningSystem.StartAsync(postgres, rabbitMq, "--Sync:ConfirmAfter=00:00:01");

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_code_that_is_in_no_table_names_itself_and_is_tried_again()
    {
        await FaultAsync(
            new { kind = "status", status = 400, code = -71012, times = 2, pathPrefix = "/sapi/v1/account" });

        var tried = await system.PostAsync("connections/validate", system.Body("everyday"));
        var reply = await system.ConnectAsync("everyday");

        Assert.Equal((502, "exchange_refused"), (tried.Status, tried.Kind));
        Assert.Equal(
            "Nothing was saved. Your key may be fine. Try again in a few minutes. If the error persists, ask Binance "
            + "support what the code means.",
            Action(tried));
        Assert.Equal((502, "exchange_refused", "retrying"), (reply.Status, reply.Kind, reply.ConnectionStatus));
        Assert.Equal("Binance refused the request with an unknown code: -71012.", Message(reply));
        Assert.Equal(
            "We will retry automatically. If the error persists, ask Binance support what the code means.",
            Action(reply));
        await system.UntilAsync($"connections/{reply.Id}", now => now.ConnectionStatus is "synced");
    }

    [Theory]
    [InlineData(400, -10038, "exchange_refused")]
    [InlineData(400, -2015, "permission_denied")]
    public async Task A_wallet_that_is_refused_while_spot_is_read_does_not_condemn_the_key(
        int status, int code, string kind)
    {
        var connection = await system.ConnectAsync("everywhere");
        await FaultAsync(new { kind = "status", status, code, pathPrefix = "/sapi/v1/simple-earn/locked" });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal("partial", run.GetProperty("outcome").GetString());
        var wallet = run.GetProperty("wallets").EnumerateArray()
            .Single(row => row.GetProperty("wallet").GetString() is "earn_locked");
        Assert.Equal("refused", wallet.GetProperty("outcome").GetString());
        Assert.Equal(kind, wallet.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(
            $"Binance refuses access to this wallet for this account (code {code}).",
            wallet.GetProperty("error").GetProperty("message").GetString());
        var shown = (await system.GetAsync($"connections/{connection.Id}")).Data.GetProperty("error");
        Assert.Equal(
            $"Locked earn at Binance could not be read. "
            + $"Binance refuses access to this wallet for this account (code {code}).",
            shown.GetProperty("message").GetString());
        Assert.DoesNotContain("Enable Reading", shown.GetRawText());
    }

    [Fact]
    public async Task A_refusal_in_a_preview_is_reported_for_its_wallet()
    {
        await FaultAsync(
            new { kind = "status", status = 400, code = -10038, pathPrefix = "/sapi/v1/simple-earn/locked" });

        var preview = await system.PostAsync("connections/validate", system.Body("everywhere"));

        Assert.Equal(200, preview.Status);
        var wallet = preview.Data.GetProperty("wallets").EnumerateArray()
            .Single(row => row.GetProperty("wallet").GetString() is "earn_locked");
        Assert.Equal(
            ("refused", "Binance refuses access to this wallet for this account (code -10038)."),
            (wallet.GetProperty("outcome").GetString(),
                wallet.GetProperty("error").GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("everyday", "Binance")]
    [InlineData("okx-everyday", "OKX")]
    public async Task A_page_of_a_blocked_country_is_reported_as_one_and_pauses_nothing(string account, string exchange)
    {
        await FaultAsync(new { kind = "country" });

        var reply = await system.ConnectAsync(account);

        Assert.Equal((503, "region_blocked", "retrying"), (reply.Status, reply.Kind, reply.ConnectionStatus));
        Assert.StartsWith($"{exchange} blocks this server's country. Your key was not checked.", Message(reply));
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            "select count(*) from exchange_health where paused_until is not null"));
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.UntilAsync($"connections/{reply.Id}", now => now.ConnectionStatus is "synced");
    }

    [Fact]
    public async Task A_firewalls_page_is_reported_as_one()
    {
        await FaultAsync(new { kind = "waf", times = 1 });

        var reply = await system.ConnectAsync("everyday");

        Assert.Equal((503, "rate_limited"), (reply.Status, reply.Kind));
        Assert.Equal("Binance's firewall is blocking this server at the moment.", Message(reply));
    }

    [Fact]
    public async Task A_key_of_demo_trading_is_reported_as_one()
    {
        var reply = await system.ConnectAsync("okx-demo-trading");

        Assert.Equal((422, "invalid_credentials"), (reply.Status, reply.Kind));
        Assert.Equal("This is a demo trading key of OKX.", Message(reply));
        Assert.Equal(
            "It has no access to real balances. Leave demo trading at OKX and create a key for live trading.",
            Action(reply));
    }

    [Fact]
    public async Task A_key_that_no_region_knows_names_the_regions_and_how_to_add_one()
    {
        var reply = await system.PostAsync("connections", Unknown(), ("Prefer", "wait=20"));

        Assert.Equal((422, "invalid_credentials"), (reply.Status, reply.Kind));
        Assert.Equal("Invalid API credentials. Check your key and secret.", Message(reply));
        Assert.Equal(
            "OKX does not know this API key. Copy all of it again. A new key may take a minute to work. OKX was asked "
            + "in its regions global, eea and us, and none of them knows the key. If your account is registered in "
            + "another region of OKX, the operator of this server can add that region's host: for Türkiye, "
            + "Exchanges:Okx:Regions:tr = https://tr.okx.com.",
            Action(reply));
    }

    [Fact]
    public async Task A_key_that_is_not_found_while_regions_cannot_be_reached_names_both()
    {
        await FaultAsync(new { kind = "region", pathPrefix = "/api/v5" });
        await FaultAsync(new { kind = "reset", pathPrefix = "/us/api/v5" });

        var reply = await system.PostAsync("connections", Unknown(), ("Prefer", "wait=30"));

        Assert.Equal((502, "network"), (reply.Status, reply.Kind));
        Assert.Equal(
            "Unable to connect to OKX. Check your network. OKX does not know this key in its region eea. Its regions "
            + "global (blocks this server's country) and us (not reached) could not be asked.",
            Message(reply));
    }

    [Theory]
    [InlineData("region")]
    [InlineData("country")]
    [InlineData("reset")]
    [InlineData("waf")]
    public async Task A_key_of_another_region_is_found_and_valued_while_the_global_host_fails(string fault)
    {
        await FaultAsync(new { kind = fault, pathPrefix = "/api/v5" });

        var reply = await system.ConnectAsync("okx-eea", waitSeconds: 30);

        Assert.Equal((201, "synced"), (reply.Status, reply.ConnectionStatus));
        Assert.NotEqual("0", reply.Meta.GetProperty("firstSync").GetProperty("totalUsd").GetRawText().Trim('"'));
        Assert.Equal("eea", await system.Database.ReadAsync<string>("select region from user_connections"));
    }

    [Theory]
    [InlineData("paused_until", "interval '1 hour'")]
    [InlineData("outages, probe_at", "interval '1 hour'")]
    public async Task The_schedule_of_one_region_continues_while_another_is_paused_or_down(string columns, string time)
    {
        var european = await system.ConnectAsync("okx-eea");
        var global = await system.ConnectAsync("okx-everyday");
        var values = columns is "paused_until" ? $"now() + {time}" : $"9, now() + {time}";
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"insert into exchange_health (exchange, egress, {columns}) values ('okx', 'unnamed', {values})");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update user_connections set next_sync_at = now() - interval '1 second'");

        await system.UntilCountAsync(
            $"select count(*)::integer from sync_runs where trigger = 'scheduled' and connection_id = '{european.Id}'",
            runs => runs > 0);

        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from sync_runs where trigger = 'scheduled' and connection_id = '{global.Id}'"));
        Assert.Equal(
            0, await system.Database.ReadAsync<long>("select count(*) from sync_runs where outcome = 'failed'"));
        if (columns is not "paused_until")
            return;

        var okx = (await system.GetAsync("exchanges")).Data[1];
        var paused = Assert.Single(okx.GetProperty("pausedRegions").EnumerateArray());
        Assert.Equal("global", paused.GetProperty("region").GetString());
        Assert.Equal(
            paused.GetProperty("until").GetDateTimeOffset(), okx.GetProperty("pausedUntil").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(50110, "ip_not_allowed")]
    [InlineData(50113, "invalid_credentials")]
    [InlineData(50105, "invalid_credentials")]
    public async Task A_refusal_that_passes_does_not_stop_a_key_that_has_worked(int code, string kind)
    {
        var connection = await system.ConnectAsync("okx-everyday");
        await FaultAsync(new { kind = "status", status = 401, code, times = 1, pathPrefix = "/api/v5/account/config" });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(kind, run.GetProperty("error").GetProperty("kind").GetString());
        await system.UntilAsync($"connections/{connection.Id}", now => now.ConnectionStatus is "synced");
        Assert.Equal(
            0, await system.Database.ReadAsync<long>(
                "select count(*) from user_connections where next_sync_at is null"));
    }

    [Fact]
    public async Task An_address_of_another_family_than_an_exchange_lists_is_not_shown_for_it()
    {
        using var http = await system.StartApiAsync("--Exchanges:EgressAddress=2001:db8::17");

        var exchanges = JsonSerializer.Deserialize<JsonElement>(
            await http.GetStringAsync("exchanges", Cancel)).GetProperty("data");

        Assert.Equal(JsonValueKind.Null, exchanges[0].GetProperty("egressAddress").ValueKind);
        Assert.Equal("2001:db8::17", exchanges[1].GetProperty("egressAddress").GetString());
    }

    private Dictionary<string, object?> Unknown()
    {
        var body = system.Body("okx-everyday");
        body["apiKey"] = "00000000-0000-4000-8000-000000000000";
        return body;
    }

    private Task FaultAsync(object fault) => system.ControlAsync(HttpMethod.Post, "faults", fault);

    private static string? Message(Reply reply) => reply.Error.GetProperty("message").GetString();

    private static string? Action(Reply reply) => reply.Error.GetProperty("action").GetString();
}
