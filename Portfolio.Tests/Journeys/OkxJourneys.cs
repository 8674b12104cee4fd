using System.Text.Json;

namespace Portfolio.Tests.Journeys;

public sealed class OkxJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task A_key_of_another_region_is_found_there_and_the_region_is_kept()
    {
        var reply = await system.ConnectAsync("okx-eea");

        Assert.Equal((201, "synced"), (reply.Status, reply.ConnectionStatus));
        Assert.Equal("eea", await system.Database.ReadAsync<string>("select region from user_connections"));
    }

    [Fact]
    public async Task A_key_that_is_bound_to_another_address_is_refused_in_words()
    {
        var reply = await system.ConnectAsync("okx-ip-restricted");

        Assert.Equal((422, "ip_not_allowed", "action_required"), (reply.Status, reply.Kind, reply.ConnectionStatus));
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
        var before = await system.QuantitiesAsync();
        await system.ControlAsync(HttpMethod.Post, "faults",
            new { kind = "status", status = 503, code = 50001, message = "busy", pathPrefix = path });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(("partial", 0), (Text(run, "outcome"), run.GetProperty("changes").GetArrayLength()));
        Assert.Equal("unavailable", Text(
            run.GetProperty("wallets").EnumerateArray().Single(row => Text(row, "wallet") == wallet), "outcome"));
        Assert.Equal(before, await system.QuantitiesAsync());
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";
}
