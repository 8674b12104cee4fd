using System.Net.Http.Json;
using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Readings that another answer of the exchange in the same run contradicts.</summary>
public sealed class EvidenceJourneys(SharedSystem shared, PostgresServer postgres, RabbitMqServer rabbitMq)
    : SystemTest(shared)
{
    private const string Account = "/api/v3/account";

    [Fact]
    public async Task An_emptied_wallet_whose_total_stays_is_read_twice_not_booked_and_recovers()
    {
        var connected = await system.ConnectAsync("everyday");
        var before = await HoldingsAsync(system);
        await EmptySpotAsync(system);
        await system.ControlAsync(HttpMethod.Delete, "requests");

        var run = await system.ResyncAsync(connected.Id);
        var connection = await system.GetAsync($"connections/{connected.Id}");
        var held = await HoldingsAsync(system);
        var logged = await system.Simulator.GetFromJsonAsync<JsonElement>(
            $"/_simulator/requests?pathPrefix={Account}", Cancel);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var recovered = await system.UntilAsync(
            $"connections/{connected.Id}", reply => reply.ConnectionStatus is "synced");

        Assert.Equal(("partial", 0), (Text(run, "outcome"), run.GetProperty("changes").GetArrayLength()));
        Assert.Equal(("contradicted", "contradicted"), (
            Outcome(run, "spot"), Text(run.GetProperty("error"), "kind")));
        Assert.Equal(2, logged.GetProperty("requests").GetArrayLength());
        Assert.Equal(("partial", "contradicted"), (
            connection.ConnectionStatus, Text(connection.Data.GetProperty("error"), "kind")));
        Assert.Matches(
            @"^Binance reports \$[0-9,]+ in Spot, of which \$0 could be read\.$",
            Text(connection.Data.GetProperty("error"), "message"));
        Assert.Equal(Quantities(before), Quantities(held));
        Assert.All(
            held.EnumerateArray(), row => Assert.NotEqual(JsonValueKind.Null, row.GetProperty("staleSince").ValueKind));
        Assert.Equal(JsonValueKind.Null, recovered.Data.GetProperty("contradiction").ValueKind);
        Assert.Equal(before.GetArrayLength(), await RowsAsync(system));
    }

    [Fact]
    public async Task A_person_confirms_the_contradicted_reading_they_saw_and_the_next_sync_books_it()
    {
        var connected = await system.ConnectAsync("everyday");
        await EmptySpotAsync(system);
        await system.ResyncAsync(connected.Id);
        var path = $"connections/{connected.Id}/confirm-reading";
        var found = (await system.GetAsync($"connections/{connected.Id}")).Data.GetProperty("contradiction");

        var another = await system.PostAsync(path, new { contradiction = Guid.NewGuid() });
        var missing = await system.PostAsync(path, new { });
        var confirmed = await system.PostAsync(path, new { contradiction = found.GetProperty("id").GetGuid() });
        await system.UntilAsync($"connections/{connected.Id}", reply => reply.ConnectionStatus is "synced");

        Assert.Contains(found.GetProperty("changes").EnumerateArray(), change =>
            (Text(change, "symbol"), Text(change, "stored"), Text(change, "read")) is ("BTC", "0.4713", "0"));
        Assert.Equal((409, "conflict"), (another.Status, another.Kind));
        Assert.Equal((400, "invalid_request"), (missing.Status, missing.Kind));
        Assert.Equal(202, confirmed.Status);
        Assert.Equal(0, (await HoldingsAsync(system)).GetArrayLength());
        Assert.Equal(0m, await system.Database.ReadAsync<decimal>("select sum(delta) from transactions"));
        Assert.Equal(1, await system.Database.ReadAsync<long>(
            "select count(*) from audit_events where event = 'reading_confirmed'"));
    }

    [Theory]
    [InlineData("shrunk", null)]
    [InlineData("shape", """{"code":"0","msg":"","data":[{"details":[],"totalEq":"0"}]}""")]
    [InlineData("shape", """{"code":"0","msg":"","data":[{"details":[],"totalEq":""}]}""")]
    public async Task An_emptied_trading_account_that_the_valuation_contradicts_is_not_booked(string kind, string? body)
    {
        var connected = await system.ConnectAsync("okx-everyday");
        var before = await HoldingsAsync(system);
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind, body, percent = 0, pathPrefix = "/api/v5/account/balance" });

        var run = await system.ResyncAsync(connected.Id);

        Assert.Equal(("partial", "contradicted"), (Text(run, "outcome"), Outcome(run, "trading")));
        Assert.Equal(Quantities(before), Quantities(await HoldingsAsync(system)));
    }

    [Theory]
    [InlineData("everyday", "spot")]
    [InlineData("okx-everyday", "trading")]
    public async Task An_account_that_its_owner_emptied_is_booked_at_once(string account, string wallet)
    {
        var connected = await system.ConnectAsync(account);
        var balances = await system.Simulator.GetFromJsonAsync<JsonElement>(
            $"/_simulator/accounts/{account}/balances", Cancel);
        foreach (var row in balances.EnumerateArray().Where(row => Text(row, "wallet") == wallet))
            await system.ControlAsync(HttpMethod.Delete, $"accounts/{account}/balances/{wallet}/{Text(row, "asset")}");

        var run = await system.ResyncAsync(connected.Id);

        Assert.Equal(("succeeded", "ok"), (Text(run, "outcome"), Outcome(run, wallet)));
        Assert.Equal(0, (await HoldingsAsync(system)).GetArrayLength());
        Assert.Equal(0m, await system.Database.ReadAsync<decimal>("select sum(delta) from transactions"));
    }

    [Fact]
    public async Task A_reading_that_closes_everything_without_a_total_is_booked_by_the_second_one()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, "--Sync:ConfirmAfter=00:00:01");
        var connected = await system.ConnectAsync("everyday");
        var before = await HoldingsAsync(system);
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 500, code = -1000, message = "down", pathPrefix = "/sapi/v1/asset/wallet/balance",
        });
        await EmptySpotAsync(system);

        var first = await system.ResyncAsync(connected.Id);
        var second = await system.UntilAsync(
            $"connections/{connected.Id}/runs", reply => reply.Data.GetArrayLength() > 2);

        Assert.Equal(("partial", "unconfirmed", 0), (
            Text(first, "outcome"),
            Text(first.GetProperty("error"), "kind"),
            first.GetProperty("changes").GetArrayLength()));
        Assert.Equal(("succeeded", before.GetArrayLength()), (
            Text(second.Data[0], "outcome"), second.Data[0].GetProperty("changes").GetArrayLength()));
    }

    [Fact]
    public async Task At_connect_a_wallet_that_reads_as_empty_beside_its_total_is_contradicted_and_shown_as_a_gap()
    {
        await EmptySpotAsync(system);

        var connected = await system.ConnectAsync("everyday");

        var run = (await system.GetAsync($"connections/{connected.Id}/runs")).Data[0];
        var gap = Assert.Single(run.GetProperty("coverage").GetProperty("gaps").EnumerateArray());
        Assert.Equal((201, "partial", "contradicted"), (
            connected.Status, connected.ConnectionStatus, Outcome(run, "spot")));
        Assert.Equal(("Spot", "0"), (Text(gap, "wallet"), Text(gap, "readUsd")));
        Assert.Equal(0, await RowsAsync(system));
    }

    /// <summary>Binance answers the account without any balance, and everything else as before.</summary>
    private static Task EmptySpotAsync(RunningSystem system) => system.ControlAsync(
        HttpMethod.Post, "faults", new { kind = "shrunk", percent = 0, pathPrefix = Account });

    private static string? Outcome(JsonElement run, string wallet) => run.GetProperty("wallets").EnumerateArray()
        .Single(row => Text(row, "wallet") == wallet).GetProperty("outcome").GetString();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task<long> RowsAsync(RunningSystem system) =>
        system.Database.ReadAsync<long>("select count(*) from transactions");

    private static async Task<JsonElement> HoldingsAsync(RunningSystem system)
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        return (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data;
    }

    private static List<string> Quantities(JsonElement holdings) =>
        [.. holdings.EnumerateArray().Select(
            row => $"{row.GetProperty("symbol")} {row.GetProperty("quantity")}").Order()];
}
