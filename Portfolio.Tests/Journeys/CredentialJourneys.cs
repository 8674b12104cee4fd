using System.Text.Json;

namespace Portfolio.Tests.Journeys;

/// <summary>New keys for a connection, tried before they replace the old ones.</summary>
public sealed class CredentialJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task A_second_key_of_the_same_account_replaces_the_first_and_proves_itself()
    {
        var connection = await system.ConnectAsync("twin-one");

        var reply = await ReplaceAsync(connection.Id, "twin-two");

        Assert.Equal((200, "synced", connection.Id), (reply.Status, reply.ConnectionStatus, reply.Id));
        Assert.Equal("wait=20", reply.Headers.GetValues("Preference-Applied").Single());
        Assert.NotEqual(
            connection.Data.GetProperty("apiKeyMasked")
                .GetString(), reply.Data.GetProperty("apiKeyMasked").GetString());
        Assert.Equal(3, reply.Meta.GetProperty("assetsSync").GetInt32());
        Assert.Equal("succeeded", reply.Meta.GetProperty("firstSync").GetProperty("outcome").GetString());
        var run = (await system.GetAsync($"connections/{connection.Id}/runs")).Data[0];
        Assert.Equal(("repaired", "succeeded", 0), (
            run.GetProperty("trigger").GetString(), run.GetProperty("outcome").GetString(),
            run.GetProperty("changes").GetArrayLength()));
        Assert.Equal((409, "duplicate_account"), Kind(await system.ConnectAsync("twin-one")));
    }

    [Fact]
    public async Task Without_a_preference_to_wait_the_new_key_is_in_place_and_its_sync_follows()
    {
        var connection = (await system.ConnectAsync("twin-one")).Id;

        var reply = await system.PutAsync($"connections/{connection}/credentials", Keys("twin-two"));

        Assert.Equal((202, "pending"), (reply.Status, reply.ConnectionStatus));
        await system.UntilAsync($"connections/{connection}", row => row.ConnectionStatus is "synced");
    }

    [Theory]
    [InlineData("bridged", 422, "account_mismatch")]
    [InlineData("trader", 422, "excess_permissions")]
    [InlineData("unreadable", 422, "permission_denied")]
    [InlineData("region-blocked", 503, "region_blocked")]
    public async Task A_refused_key_changes_nothing_and_the_old_one_keeps_working(
        string account, int status, string kind)
    {
        var connection = await system.ConnectAsync("everyday");

        var reply = await ReplaceAsync(connection.Id, account);

        Assert.Equal((status, kind), Kind(reply));
        Assert.StartsWith(
            "Nothing was changed. The connection keeps its current key.", reply.Error.GetProperty("action").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(
            connection.Data.GetRawText(), (await system.GetAsync($"connections/{connection.Id}")).Data.GetRawText());
        Assert.Equal("succeeded", (await system.ResyncAsync(connection.Id)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_key_whose_account_is_not_reported_now_is_to_be_tried_again()
    {
        var connection = await system.ConnectAsync("twin-one");
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "status", status = 503, pathPrefix = "/api/v3/account" });

        var reply = await ReplaceAsync(connection.Id, "twin-two");

        Assert.Equal((503, "exchange_unavailable"), Kind(reply));
        Assert.Equal(
            connection.Data.GetProperty("apiKeyMasked").GetString(),
            (await system.GetAsync($"connections/{connection.Id}")).Data.GetProperty("apiKeyMasked").GetString());
    }

    [Fact]
    public async Task The_key_of_another_connection_is_refused_with_that_connection()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        var other = (await system.ConnectAsync("bridged")).Id;

        var reply = await ReplaceAsync(connection, "bridged");

        Assert.Equal((409, "duplicate_key"), Kind(reply));
        Assert.Equal(other, reply.Id);
    }

    [Fact]
    public async Task A_connection_that_waited_for_a_person_is_repaired_and_a_paused_one_stays_paused()
    {
        var refused = await system.ConnectAsync("trader");
        var repaired = await ReplaceAsync(refused.Id, "everyday");
        var paused = (await system.ConnectAsync("twin-one")).Id;
        await system.PatchAsync($"connections/{paused}", new { paused = true });

        var replaced = await ReplaceAsync(paused, "twin-two");

        Assert.Equal(
            ("action_required", 200, "synced"), (refused.ConnectionStatus, repaired.Status, repaired.ConnectionStatus));
        Assert.Equal(JsonValueKind.Null, repaired.Data.GetProperty("error").ValueKind);
        Assert.Equal((200, "paused"), (replaced.Status, replaced.ConnectionStatus));
    }

    [Fact]
    public async Task Keys_that_are_not_right_are_named_and_reach_no_exchange()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;

        var missing = await system.PutAsync($"connections/{connection}/credentials", new { apiKey = "key" });
        var unused = await system.PutAsync(
            $"connections/{connection}/credentials", new { apiKey = "key", apiSecret = "secret", passphrase = "word" });
        var gone = await system.PutAsync($"connections/{Guid.CreateVersion7()}/credentials", Keys("everyday"));

        Assert.Equal((400, "is missing"), (missing.Status, missing.Field("apiSecret")));
        Assert.Equal((400, "is not used by Binance"), (unused.Status, unused.Field("passphrase")));
        Assert.Equal((404, "not_found"), Kind(gone));
    }

    [Fact]
    public async Task A_disconnect_during_a_sync_brings_nothing_back()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "hang", pathPrefix = "/api/v3/account" });
        var connection = (await system.PostAsync("connections", system.Body("everyday"))).Id;
        await system.UntilAsync($"connections/{connection}", reply => reply.ConnectionStatus is "syncing");

        await system.DeleteAsync($"connections/{connection}");
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.UntilAsync("connections", _ => system.Log.Lines.Any(
            line => line.Contains("came too late", StringComparison.Ordinal)));

        Assert.Equal(404, (await system.GetAsync($"connections/{connection}")).Status);
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from transactions where connection_id = '{connection}'"));
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from balances where connection_id = '{connection}'"));
    }

    private static (int Status, string? Kind) Kind(Reply reply) => (reply.Status, reply.Kind);

    private Task<Reply> ReplaceAsync(Guid connection, string account) =>
        system.PutAsync($"connections/{connection}/credentials", Keys(account), ("Prefer", "wait=20"));

    private Dictionary<string, object?> Keys(string account)
    {
        var body = system.Body(account);
        body.Remove("exchange");
        return body;
    }
}
