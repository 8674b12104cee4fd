using System.Text.Json;

namespace Portfolio.Tests.Journeys;

public sealed class OkxJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task Every_wallet_of_an_account_is_held_to_the_last_digit()
    {
        var reply = await system.ConnectAsync("okx-everywhere");

        Assert.Equal((201, "synced"), (reply.Status, reply.ConnectionStatus));
        Assert.Equal("OKX Sync", reply.Meta.GetProperty("firstSync").GetProperty("portfolioName").GetString());
        var expected = await BalancesAsync("okx-everywhere");
        var holdings = await HoldingsAsync();
        Assert.NotEmpty(holdings);
        foreach (var holding in holdings)
        {
            Assert.Equal("okx", holding.GetProperty("source").GetString());
            Assert.Equal(expected[Text(holding, "symbol")], decimal.Parse(Text(holding, "quantity")));
        }

        Assert.Superset(
            new HashSet<string> { "trading", "funding", "earn_flexible" },
            holdings.SelectMany(holding => holding.GetProperty("wallets").EnumerateArray())
                .Select(wallet => Text(wallet, "wallet")).ToHashSet());
    }

    [Fact]
    public async Task A_key_of_another_region_is_found_there_and_the_region_is_kept()
    {
        var reply = await system.ConnectAsync("okx-eea");

        Assert.Equal((201, "synced"), (reply.Status, reply.ConnectionStatus));
        Assert.Equal("eea", await system.Database.ReadAsync<string>("select region from user_connections"));
    }

    [Theory]
    [InlineData("okx-trader", 422, "excess_permissions")]
    [InlineData("okx-withdrawer", 422, "excess_permissions")]
    [InlineData("okx-ip-restricted", 422, "ip_not_allowed")]
    public async Task A_key_that_is_not_accepted_is_refused_in_words(string account, int status, string kind)
    {
        var reply = await system.ConnectAsync(account);

        Assert.Equal((status, kind, "action_required"), (reply.Status, reply.Kind, reply.ConnectionStatus));
        Assert.DoesNotContain("Binance", reply.Body);
    }

    [Fact]
    public async Task An_address_that_a_refusal_names_is_shown_to_a_person_who_makes_a_key()
    {
        var reply = await system.ConnectAsync("okx-ip-restricted");

        Assert.Contains("127.0.0.1", reply.Error.GetProperty("action").GetString());
        var exchanges = (await system.GetAsync("exchanges")).Data;
        Assert.Equal("127.0.0.1", Text(exchanges[1], "egressAddress"));
        Assert.Equal(JsonValueKind.Null, exchanges[0].GetProperty("egressAddress").ValueKind);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_refused_and_the_right_one_repairs_the_same_connection()
    {
        var body = system.Body("okx-everyday");
        var right = body["passphrase"];
        body["passphrase"] = "not-the-passphrase";
        var refused = await system.PostAsync("connections", body, ("Prefer", "wait=20"));
        body["passphrase"] = right;

        var repaired = await system.PostAsync("connections", body, ("Prefer", "wait=20"));

        Assert.Equal((422, "invalid_credentials"), (refused.Status, refused.Kind));
        Assert.Equal((201, refused.Id), (repaired.Status, repaired.Id));
    }

    [Fact]
    public async Task A_missing_passphrase_is_named_before_anything_is_tried()
    {
        var body = system.Body("okx-everyday");
        body.Remove("passphrase");

        var reply = await system.PostAsync("connections", body);

        Assert.Equal((400, "is missing"), (reply.Status, reply.Field("passphrase")));
    }

    [Theory]
    [InlineData("/api/v5/account/balance", "trading")]
    [InlineData("/api/v5/asset/balances", "funding")]
    [InlineData("/api/v5/finance/savings", "earn_flexible")]
    public async Task A_wallet_that_fails_changes_nothing_but_its_staleness(string path, string wallet)
    {
        var connection = await system.ConnectAsync("okx-everywhere");
        var before = Quantities(await HoldingsAsync());
        await system.ControlAsync(HttpMethod.Post, "faults",
            new { kind = "status", status = 503, code = 50001, message = "busy", pathPrefix = path });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(("partial", 0), (Text(run, "outcome"), run.GetProperty("changes").GetArrayLength()));
        Assert.Equal("unavailable", Text(
            run.GetProperty("wallets").EnumerateArray().Single(row => Text(row, "wallet") == wallet), "outcome"));
        Assert.Equal(before, Quantities(await HoldingsAsync()));
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private static List<string> Quantities(List<JsonElement> holdings) =>
        [.. holdings.Select(row => $"{row.GetProperty("symbol")} {row.GetProperty("quantity")}").Order()];

    private async Task<List<JsonElement>> HoldingsAsync()
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        return [.. (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data.EnumerateArray()];
    }

    /// <summary>By asset, summed over the wallets that are read.</summary>
    private async Task<Dictionary<string, decimal>> BalancesAsync(string account)
    {
        var balances = JsonSerializer.Deserialize<JsonElement>(await system.Simulator.GetStringAsync(
            $"/_simulator/accounts/{account}/balances", Cancel));
        return balances.EnumerateArray()
            .Where(row => Text(row, "wallet") is "trading" or "funding" or "savings")
            .GroupBy(row => Text(row, "asset"))
            .ToDictionary(
                asset => asset.Key,
                asset => asset.Sum(row => decimal.Parse(Text(row, "free")) + decimal.Parse(Text(row, "locked"))));
    }
}
