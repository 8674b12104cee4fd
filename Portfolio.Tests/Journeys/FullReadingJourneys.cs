using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// Scheduled syncs skip Simple Earn at Binance while cheaper answers show no change of it, and for a few hours only.
/// </summary>
public sealed class FullReadingJourneys(SharedSystem shared) : SystemTest(shared)
{
    private const string Owner = "empty";
    private const string Earn = "/sapi/v1/simple-earn/";

    [Fact]
    public async Task A_scheduled_sync_without_a_sign_of_a_change_does_not_read_earn()
    {
        var connection = await ConnectAsync();
        var before = await HoldingsAsync();
        await SetAsync("spot", "USDT", "50");

        var (run, earnRequests) = await ScheduledRunAsync(connection);

        Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
        Assert.Equal(["earn_flexible skipped", "earn_locked skipped", "funding ok", "spot ok"], Outcomes(run));
        Assert.Equal(0, earnRequests);
        Assert.Equal([.. before, "USDT 50 fresh"], await HoldingsAsync());
        Assert.Equal("1", run.GetProperty("coverage").GetProperty("share").GetString());
    }

    [Fact]
    public async Task A_skipped_wallet_names_the_time_of_its_reading_until_it_is_read_again()
    {
        var connection = await ConnectAsync();
        var first = (await RunsAsync(connection))[0].GetProperty("startedAt").GetDateTimeOffset();

        await ScheduledRunAsync(connection);
        var (run, _) = await ScheduledRunAsync(connection);

        Assert.Equal([first, first], ReadAt(run));
        Assert.Empty(ReadAt(await system.ResyncAsync(connection)));
    }

    [Theory]
    [InlineData("earn_flexible", "ETH", "3", "ETH 3 fresh")]
    [InlineData("earn_flexible", "ETH", "0.99", "ETH 0.99 fresh")]
    [InlineData("earn_flexible", "BTC", "0.01", "BTC 0.01 fresh")]
    [InlineData("earn_locked", "SOL", "4", "SOL 4 fresh")]
    [InlineData("earn_locked", "USDT", "100", "USDT 100 fresh")]
    [InlineData("earn_onchain", "SOL", "2", "SOL 7 fresh")]
    public async Task A_change_of_earn_is_read_by_the_next_scheduled_sync(
        string wallet, string asset, string quantity, string expected)
    {
        var connection = await ConnectAsync();

        await SetAsync(wallet, asset, quantity);
        var (run, _) = await ScheduledRunAsync(connection);

        Assert.DoesNotContain(Outcomes(run), outcome => outcome.EndsWith("skipped", StringComparison.Ordinal));
        Assert.Contains(expected, await HoldingsAsync());
    }

    [Fact]
    public async Task On_chain_earn_is_skipped_with_the_rest_of_earn_while_nothing_shows_a_change()
    {
        var connection = await ConnectAsync();
        await SetAsync("earn_onchain", "ADA", "500");
        await system.ResyncAsync(connection);

        var (skipping, earnRequests) = await ScheduledRunAsync(connection);
        await SetAsync("earn_onchain", "ADA", "700");
        var (reading, _) = await ScheduledRunAsync(connection);

        Assert.Contains("earn_onchain skipped", Outcomes(skipping));
        Assert.Equal(0, earnRequests);
        Assert.Contains("earn_onchain ok", Outcomes(reading));
        Assert.Contains("ADA 700 fresh", await HoldingsAsync());
    }

    [Fact]
    public async Task A_change_too_small_to_show_elsewhere_is_read_once_the_last_full_reading_is_hours_ago()
    {
        var connection = await ConnectAsync();
        await SetAsync("earn_locked", "SOL", "5.001");

        var (skipping, _) = await ScheduledRunAsync(connection);
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            "update user_connections set full_reading_at = full_reading_at - interval '5 hours'");
        var (reading, _) = await ScheduledRunAsync(connection);

        Assert.Contains("earn_locked skipped", Outcomes(skipping));
        Assert.Contains("earn_locked ok", Outcomes(reading));
        Assert.Contains("SOL 5.001 fresh", await HoldingsAsync());
    }

    [Theory]
    [InlineData("/sapi/v1/asset/wallet/balance")]
    [InlineData("/api/v3/ticker")]
    public async Task Without_the_evidence_earn_is_read(string unavailable)
    {
        var connection = await ConnectAsync();
        await system.ControlAsync(
            HttpMethod.Post,
            "faults",
            new { kind = "status", status = 500, code = -1000, message = "down", pathPrefix = unavailable });

        var (run, _) = await ScheduledRunAsync(connection);

        Assert.Contains("earn_flexible ok", Outcomes(run));
    }

    [Fact]
    public async Task After_a_wallet_was_missed_the_next_scheduled_sync_reads_all()
    {
        var connection = await ConnectAsync();
        await system.ControlAsync(
            HttpMethod.Post,
            "faults",
            new { kind = "status", status = 500, code = -1000, message = "down", pathPrefix = $"{Earn}locked" });
        await system.ResyncAsync(connection);
        await system.ControlAsync(HttpMethod.Delete, "faults");

        var (run, _) = await ScheduledRunAsync(connection);

        Assert.Equal(["earn_flexible ok", "earn_locked ok", "funding ok", "spot ok"], Outcomes(run));
    }

    private async Task<Guid> ConnectAsync()
    {
        await SetAsync("earn_flexible", "ETH", "1");
        await SetAsync("earn_locked", "SOL", "5");
        await SetAsync("spot", "DOGE", "1000");
        var connected = await system.ConnectAsync(Owner);
        Assert.Equal((201, "synced"), (connected.Status, connected.ConnectionStatus));
        return connected.Id;
    }

    /// <summary>The run of a sync that the schedule requests now, and how often it asked for earn.</summary>
    private async Task<(JsonElement Run, int EarnRequests)> ScheduledRunAsync(Guid connection)
    {
        var before = (await RunsAsync(connection)).Count;
        await system.ControlAsync(HttpMethod.Delete, "requests");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update user_connections set next_sync_at = now() - interval '1 second'");
        var runs = await system.UntilAsync(
            $"connections/{connection}/runs", reply => reply.Data.GetArrayLength() > before);
        var requests = JsonSerializer.Deserialize<JsonElement>(
            await system.Simulator.GetStringAsync($"/_simulator/requests?pathPrefix={Earn}", Cancel));
        Assert.Equal("scheduled", runs.Data[0].GetProperty("trigger").GetString());
        return (runs.Data[0], requests.GetProperty("requests").GetArrayLength());
    }

    private async Task<List<JsonElement>> RunsAsync(Guid connection) =>
        [.. (await system.GetAsync($"connections/{connection}/runs")).Data.EnumerateArray()];

    private Task SetAsync(string wallet, string asset, string quantity) =>
        system.ControlAsync(HttpMethod.Put, $"accounts/{Owner}/balances/{wallet}/{asset}", new { free = quantity });

    private async Task<List<string>> HoldingsAsync()
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        var holdings = (await system.GetAsync($"portfolios/{portfolio}/holdings")).Data.EnumerateArray();
        return
        [
            .. holdings.Select(row => $"{row.GetProperty("symbol")} {row.GetProperty("quantity")} "
                + (row.GetProperty("staleSince").ValueKind is JsonValueKind.Null ? "fresh" : "stale")).Order(),
        ];
    }

    private static IEnumerable<string> Outcomes(JsonElement run) => run.GetProperty("wallets").EnumerateArray()
        .Select(wallet => $"{wallet.GetProperty("wallet")} {wallet.GetProperty("outcome")}")
        .Order();

    private static IEnumerable<DateTimeOffset> ReadAt(JsonElement run) => run.GetProperty("wallets").EnumerateArray()
        .Where(wallet => wallet.TryGetProperty("readAt", out var at) && at.ValueKind is not JsonValueKind.Null)
        .Select(wallet => wallet.GetProperty("readAt").GetDateTimeOffset());
}
