using System.Text.Json;

namespace Portfolio.Tests.Journeys;

/// <summary>From a pasted key to holdings, over everything that lies between.</summary>
public sealed class ConnectJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task A_good_key_becomes_holdings_that_equal_the_exchanges_to_the_last_digit()
    {
        var reply = await system.ConnectAsync("everyday");

        Assert.Equal(201, reply.Status);
        Assert.Equal("synced", reply.ConnectionStatus);
        Assert.Equal("wait=20", reply.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal($"/api/v1/connections/{reply.Id}", reply.Headers.Location?.ToString());
        Assert.Equal(8, reply.Meta.GetProperty("assetsSync").GetInt32());
        var sync = reply.Meta.GetProperty("firstSync");
        Assert.Equal(("Binance Sync", "succeeded", 1, 0), (
            sync.GetProperty("portfolioName").GetString(),
            sync.GetProperty("outcome").GetString(),
            sync.GetProperty("dustSkipped").GetInt32(),
            sync.GetProperty("unpriced").GetInt32()));
        Assert.Equal(
            (await system.GetAsync($"connections/{reply.Id}/runs")).Data[0].GetProperty("id").GetGuid(),
            sync.GetProperty("runId").GetGuid());

        var portfolio = sync.GetProperty("portfolioId").GetGuid();
        var holdings = (await system.GetAsync($"portfolios/{portfolio}/holdings")).Data.EnumerateArray().ToList();
        var transactions = (await system.GetAsync($"portfolios/{portfolio}/transactions"))
            .Data.EnumerateArray().ToList();
        foreach (var (symbol, quantity) in await SpotBalancesAsync("everyday", above: 1m))
        {
            Assert.Equal(quantity, Amount(holdings.Single(Is(symbol)), "quantity"));
            Assert.Equal(quantity, Amount(transactions.Single(Is(symbol)), "quantity"));
            Assert.InRange(
                holdings.Single(Is(symbol)).GetProperty("pricedAt").GetDateTimeOffset(),
                reply.Data.GetProperty("createdAt").GetDateTimeOffset(),
                reply.Data.GetProperty("lastSyncedAt").GetDateTimeOffset());
            Assert.Equal(quantity, Amount(transactions.Single(Is(symbol)), "delta"));
        }

        Assert.Equal(8, holdings.Count);
        Assert.Equal(
            Amount(sync, "totalUsd"), holdings.Sum(
                holding => Amount(holding, "quantity") * Amount(holding, "priceUsd")));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_counts_of_the_first_sync_again()
    {
        var body = system.Body("everyday");
        var first = await system.PostAsync("connections", body, ("Prefer", "wait=20"), ("Idempotency-Key", "once"));

        var again = await system.PostAsync("connections", body, ("Prefer", "wait=20"), ("Idempotency-Key", "once"));

        Assert.Equal((201, 8), (again.Status, again.Meta.GetProperty("assetsSync").GetInt32()));
        Assert.Equal(first.Body, again.Body);
    }

    [Fact]
    public async Task The_description_says_that_the_synced_assets_are_a_number_beside_the_rest_of_the_first_sync()
    {
        var description = await system.Http.GetStringAsync("/openapi/v1.json", Cancel);

        var schemas = JsonSerializer.Deserialize<JsonElement>(description).GetProperty("components")
            .GetProperty("schemas");
        var meta = schemas.GetProperty("Meta").GetProperty("properties");
        Assert.Contains("integer", meta.GetProperty("assetsSync").GetProperty("type").GetRawText());
        Assert.Contains("FirstSync", meta.GetProperty("firstSync").GetRawText());
        Assert.True(schemas.GetProperty("FirstSync").GetProperty("properties").TryGetProperty("runId", out _));
    }

    [Fact]
    public async Task Nothing_changed_books_nothing_one_change_books_one_row_and_a_sold_coin_closes()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;

        var unchanged = await system.ResyncAsync(connection);
        Assert.Equal(0, unchanged.GetProperty("changes").GetArrayLength());

        await system.ControlAsync(
            HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = "0.50000001", locked = "0" });
        var changed = (await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray().Single();
        Assert.Equal(("BTC", "0.50000001"), (
            changed.GetProperty("symbol").GetString(), changed.GetProperty("quantity").GetString()));

        await system.ControlAsync(HttpMethod.Delete, "accounts/everyday/balances/spot/BTC");
        var sold = (await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray().Single();
        Assert.Equal(
            ("0", "-0.50000001"), (sold.GetProperty("quantity").GetString(), sold.GetProperty("delta").GetString()));

        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        var ledger = (await system.GetAsync($"portfolios/{portfolio}/transactions")).Data;
        Assert.Equal("gone", ledger[0].GetProperty("reason").GetString());
        Assert.Equal(0m, ledger.EnumerateArray().Where(row => Is("BTC")(row)).Sum(row => Amount(row, "delta")));
    }

    [Theory]
    [InlineData("trader", 422, "excess_permissions", "action_required",
        "This key can do more than read. Create a read-only key and try again.")]
    [InlineData("withdrawer", 422, "excess_permissions", "action_required",
        "This key can do more than read. Create a read-only key and try again.")]
    [InlineData("unreadable", 422, "permission_denied", "action_required",
        "This key is not allowed to read balances. Turn on \"Enable Reading\" for it at Binance.")]
    [InlineData("ip-restricted", 422, "invalid_credentials", "action_required",
        "Invalid API credentials. Check your key and secret.")]
    [InlineData(
        "region-blocked", 503, "region_blocked", "retrying",
        "Binance blocks this server's country. Your key was not checked.")]
    public async Task A_key_that_is_not_accepted_is_refused_in_words_and_stays_to_be_repaired(
        string account, int status, string kind, string connectionStatus, string message)
    {
        var reply = await system.ConnectAsync(account);

        Assert.Equal((status, kind, message), (reply.Status, reply.Kind, reply.Message));
        Assert.Equal(connectionStatus, reply.ConnectionStatus);
        Assert.Equal(connectionStatus, (await system.GetAsync($"connections/{reply.Id}")).ConnectionStatus);
        Assert.Equal(0, (await system.GetAsync("portfolios")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_the_right_one_repairs_the_same_connection()
    {
        var body = system.Body("everyday");
        var right = body["apiSecret"];
        body["apiSecret"] = new string('x', 64);
        var refused = await system.PostAsync("connections", body, ("Prefer", "wait=20"));
        Assert.Equal((422, "invalid_credentials"), (refused.Status, refused.Kind));

        body["apiSecret"] = right;
        var repaired = await system.PostAsync("connections", body, ("Prefer", "wait=20"));

        Assert.Equal((201, refused.Id), (repaired.Status, repaired.Id));
        Assert.Equal(
            "repaired",
            (await system.GetAsync($"connections/{repaired.Id}/runs")).Data[0].GetProperty("trigger").GetString());
    }

    [Fact]
    public async Task A_key_with_too_many_rights_is_not_kept()
    {
        await system.ConnectAsync("trader");

        Assert.Equal(
            1, await system.Database.ReadAsync<long>("select count(*) from user_connections where not has_secret"));
        Assert.Equal(1, await system.Database.ReadAsync<long>(
            "select count(*) from audit_events where event = 'secret_destroyed'"));
    }

    [Fact]
    public async Task A_second_key_of_a_connected_account_is_refused_and_leaves_nothing()
    {
        await system.ConnectAsync("twin-one");

        var reply = await system.ConnectAsync("twin-two");

        Assert.Equal((409, "duplicate_account"), (reply.Status, reply.Kind));
        Assert.Single((await system.GetAsync("connections")).Data.EnumerateArray());
    }

    [Fact]
    public async Task Without_a_preference_to_wait_the_answer_comes_at_once_and_the_sync_follows()
    {
        var reply = await system.PostAsync("connections", system.Body("everyday"));

        Assert.Equal((202, "pending"), (reply.Status, reply.ConnectionStatus));
        await system.UntilAsync($"connections/{reply.Id}", connection => connection.ConnectionStatus is "synced");
    }

    [Fact]
    public async Task A_validation_shows_the_result_of_a_sync_and_stores_nothing()
    {
        var reply = await system.PostAsync("connections/validate", system.Body("everyday"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("Binance Sync", reply.Data.GetProperty("portfolioName").GetString());
        Assert.Equal((8, 1), (
            reply.Data.GetProperty("assets").GetArrayLength(), reply.Data.GetProperty("dustSkipped").GetInt32()));
        Assert.Equal("BTC", reply.Data.GetProperty("assets")[0].GetProperty("symbol").GetString());
        Assert.Equal(
            0,
            await system.Database.ReadAsync<long>(
                """
                select (select count(*) from user_connections) + (select count(*) from portfolios)
                    + (select count(*) from sync_runs) + (select count(*) from audit_events)
                """));
    }

    [Theory]
    [InlineData("trader", 422, "excess_permissions")]
    [InlineData("unreadable", 422, "permission_denied")]
    [InlineData("region-blocked", 503, "region_blocked")]
    public async Task A_validation_refuses_the_same_keys_as_a_connect(string account, int status, string kind)
    {
        var reply = await system.PostAsync("connections/validate", system.Body(account));

        Assert.Equal((status, kind), (reply.Status, reply.Kind));
        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from user_connections"));
    }

    private static Func<JsonElement, bool> Is(string symbol) => row => row.GetProperty("symbol").GetString() == symbol;

    private static decimal Amount(JsonElement row, string name) =>
        decimal.Parse(row.GetProperty(name).GetString() ?? "");

    private async Task<List<(string Symbol, decimal Quantity)>> SpotBalancesAsync(string account, decimal above)
    {
        var balances = JsonSerializer.Deserialize<JsonElement>(
            await system.Simulator.GetStringAsync($"/_simulator/accounts/{account}/balances", Cancel));
        return
        [
            .. from balance in balances.EnumerateArray()
            let quantity = Amount(balance, "free") + Amount(balance, "locked")
            where quantity >= above || balance.GetProperty("asset").GetString() is "BTC"
            select (balance.GetProperty("asset").GetString() ?? "", quantity),
        ];
    }
}
