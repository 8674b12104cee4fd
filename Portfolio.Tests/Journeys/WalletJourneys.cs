using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>An account spread over wallets, some of which cannot be read, and keys and accounts that change.</summary>
public sealed class WalletJourneys(SharedSystem shared, PostgresServer postgres, RabbitMqServer rabbitMq)
    : SystemTest(shared)
{
    private const string LockedEarn = "/sapi/v1/simple-earn/locked";

    [Fact]
    public async Task A_wallet_that_cannot_be_read_keeps_its_values_and_recovers()
    {
        var connected = await system.ConnectAsync("everywhere");
        Assert.Equal((201, "synced"), (connected.Status, connected.ConnectionStatus));
        var before = await HoldingsAsync(system);

        await system.ControlAsync(HttpMethod.Post, "faults",
            new { kind = "status", status = 503, code = -1001, message = "down", pathPrefix = LockedEarn });
        var partial = await system.ResyncAsync(connected.Id);
        var during = await system.GetAsync($"connections/{connected.Id}");
        var stale = await HoldingsAsync(system);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var recovered = await system.ResyncAsync(connected.Id);

        Assert.Equal("partial", partial.GetProperty("outcome").GetString());
        Assert.Equal(0, partial.GetProperty("changes").GetArrayLength());
        Assert.Equal("unavailable", Wallet(partial, "earn_locked"));
        Assert.Equal("ok", Wallet(partial, "spot"));
        Assert.Equal("partial", during.ConnectionStatus);
        Assert.StartsWith(
            "Locked earn at Binance could not be read.",
            during.Data.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(Quantities(before), Quantities(stale));
        Assert.Contains(
            stale.EnumerateArray(), holding => holding.GetProperty("staleSince").ValueKind is not JsonValueKind.Null);
        Assert.Equal("succeeded", recovered.GetProperty("outcome").GetString());
        Assert.Equal(0, recovered.GetProperty("changes").GetArrayLength());
        Assert.All((await HoldingsAsync(system)).EnumerateArray(), holding => Assert.Equal(
            JsonValueKind.Null, holding.GetProperty("staleSince").ValueKind));
    }

    [Fact]
    public async Task Earn_that_does_not_answer_is_neither_counted_twice_nor_lost()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 503, code = -1001, message = "down", pathPrefix = "/sapi/v1/simple-earn/flexible",
        });
        var connected = await system.ConnectAsync("everywhere");
        var byReceipts = await HoldingsAsync(system);
        await system.ControlAsync(HttpMethod.Delete, "faults");

        await system.ResyncAsync(connected.Id);

        Assert.Equal("partial", connected.ConnectionStatus);
        Assert.Equal(Quantities(byReceipts), Quantities(await HoldingsAsync(system)));
    }

    [Fact]
    public async Task A_run_reports_its_share_of_the_account_and_the_wallets_outside()
    {
        var connected = await system.ConnectAsync("everywhere");

        var coverage = (await system.GetAsync($"connections/{connected.Id}/runs")).Data[0].GetProperty("coverage");

        var share = decimal.Parse(coverage.GetProperty("share").GetString() ?? "");
        Assert.True(share is > 0.5m and < 1m, $"The share was {share}.");
        Assert.Contains(
            coverage.GetProperty("outside").EnumerateArray(),
            wallet => wallet.GetProperty("wallet").GetString()?.Contains("Options", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_first_sync_waits_for_a_reading_with_the_account_id()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "html", pathPrefix = "/api/v3/account" });
        var refused = await system.ConnectAsync("everywhere");
        await system.ControlAsync(HttpMethod.Delete, "faults");

        await system.UntilAsync($"connections/{refused.Id}", reply => reply.ConnectionStatus is "synced");

        Assert.Equal((503, "exchange_unavailable"), (refused.Status, refused.Kind));
        Assert.NotNull(await system.Database.ReadAsync<string>("select account_id from user_connections"));
    }

    [Fact]
    public async Task A_key_that_gains_rights_stops_the_connection_and_is_not_kept()
    {
        var connected = await system.ConnectAsync("everyday");
        await system.ControlAsync(
            HttpMethod.Patch, "accounts/everyday", new { permissions = new { enableWithdrawals = true } });

        var run = await system.ResyncAsync(connected.Id);
        var row = await system.GetAsync($"connections/{connected.Id}");

        Assert.Equal("excess_permissions", run.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal("action_required", row.ConnectionStatus);
        Assert.Equal(JsonValueKind.Null, row.Data.GetProperty("nextSyncAt").ValueKind);
        Assert.Contains(
            "withdraw", row.Data.GetProperty("permissions").EnumerateArray().Select(right => right.GetString()));
        var refused = await system.PostAsync($"connections/{connected.Id}/resync");
        Assert.Equal((422, "excess_permissions"), (refused.Status, refused.Kind));
        Assert.Equal(
            0, await system.Database.ReadAsync<long>("select count(*) from user_connections where has_secret"));
    }

    [Fact]
    public async Task A_key_that_answers_for_another_account_than_before_is_refused_and_changes_nothing()
    {
        var connected = await system.ConnectAsync("everyday");
        await TestDatabase.ExecuteAsync(system.Database.Owner, "update user_connections set account_id = 'another'");

        var run = await system.ResyncAsync(connected.Id);

        Assert.Equal("account_mismatch", run.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal("action_required", (await system.GetAsync($"connections/{connected.Id}")).ConnectionStatus);
        Assert.Equal(8, (await HoldingsAsync(system)).GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_that_may_pass_is_tried_once_more_before_it_is_believed()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, "--Sync:ConfirmAfter=00:00:01");
        var connected = await system.ConnectAsync("everyday");
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 400, code = -2015,
            message = "Invalid API-key, IP, or permissions for action."
        });

        await system.ResyncAsync(connected.Id);
        await system.UntilAsync($"connections/{connected.Id}", reply => reply.ConnectionStatus is "action_required");

        var runs = (await system.GetAsync($"connections/{connected.Id}/runs")).Data.EnumerateArray().Select(
            run => run.GetProperty("trigger").GetString());
        Assert.Equal(["scheduled", "manual", "created"], runs);
    }

    private static string? Wallet(JsonElement run, string name) => run.GetProperty("wallets").EnumerateArray()
        .Single(wallet => wallet.GetProperty("wallet").GetString() == name).GetProperty("outcome").GetString();

    private static async Task<JsonElement> HoldingsAsync(RunningSystem system)
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        return (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data;
    }

    private static List<string> Quantities(JsonElement holdings) =>
        [.. holdings.EnumerateArray().Select(
            row => $"{row.GetProperty("symbol")} {row.GetProperty("quantity")}").Order()];
}
