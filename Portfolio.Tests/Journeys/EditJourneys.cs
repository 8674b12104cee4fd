using System.Text;

namespace Portfolio.Tests.Journeys;

/// <summary>Renamed, given another interval, paused and resumed, as a person would.</summary>
public sealed class EditJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task A_pause_during_a_sync_stores_nothing_of_it_and_resuming_syncs_at_once()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "hang", pathPrefix = "/api/v3/account" });
        var connection = (await system.PostAsync("connections", system.Body("everyday"))).Id;
        await system.UntilAsync($"connections/{connection}", reply => reply.ConnectionStatus is "syncing");

        var paused = await system.PatchAsync($"connections/{connection}", new { paused = true });
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var runs = await system.UntilAsync($"connections/{connection}/runs", reply => reply.Data.GetArrayLength() > 0);

        Assert.Equal((200, "paused"), (paused.Status, paused.ConnectionStatus));
        Assert.Equal("superseded", runs.Data[0].GetProperty("outcome").GetString());
        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from transactions"));
        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from balances"));

        await system.PatchAsync($"connections/{connection}", new { paused = false });
        await system.UntilAsync($"connections/{connection}", reply => reply.ConnectionStatus is "synced");
        Assert.Equal(8, await system.Database.ReadAsync<long>("select count(*) from transactions"));
    }

    [Fact]
    public async Task Omitted_fields_keep_their_values_and_a_paused_connection_refuses_a_manual_sync()
    {
        var connection = (await system.ConnectAsync("everyday")).Id;

        var renamed = await system.PatchAsync($"connections/{connection}", new { label = "  My savings  " });
        var slower = await system.PatchAsync($"connections/{connection}", new { syncIntervalMinutes = 1440 });
        var paused = await system.PatchAsync($"connections/{connection}", new { paused = true });
        var resync = await system.PostAsync($"connections/{connection}/resync");

        Assert.Equal("My savings", renamed.Data.GetProperty("label").GetString());
        Assert.Equal(
            ("My savings", 1440, "synced"),
            (slower.Data.GetProperty("label").GetString(), slower.Data.GetProperty("syncIntervalMinutes")
                .GetInt32(), slower.ConnectionStatus));
        Assert.True(slower.Data.GetProperty("nextSyncAt").GetDateTimeOffset()
            > renamed.Data.GetProperty("nextSyncAt").GetDateTimeOffset().AddHours(20));
        Assert.Equal(("paused", System.Text.Json.JsonValueKind.Null), (
            paused.ConnectionStatus, paused.Data.GetProperty("nextSyncAt").ValueKind));
        Assert.Equal((400, "invalid_request"), (resync.Status, resync.Kind));
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{ "label": null }""", "body")]
    [InlineData("""{ "label": 7 }""", "label")]
    [InlineData("""{ "label": "a\nb" }""", "label")]
    [InlineData("""{ "syncIntervalMinutes": 4 }""", "syncIntervalMinutes")]
    [InlineData("""{ "syncIntervalMinutes": 1441 }""", "syncIntervalMinutes")]
    [InlineData("""{ "syncIntervalMinutes": "60" }""", "syncIntervalMinutes")]
    [InlineData("""{ "paused": "yes" }""", "paused")]
    [InlineData("""{ "paused": true, "paused": false }""", "paused")]
    [InlineData("""{ "exchange": "okx" }""", "exchange")]
    public async Task An_invalid_edit_names_the_field_and_changes_nothing(string body, string field)
    {
        var connection = await system.ConnectAsync("everyday");

        var reply = await system.SendAsync(
            HttpMethod.Patch, $"connections/{connection.Id}", new StringContent(
                body, Encoding.UTF8, "application/json"));

        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Kind));
        Assert.NotNull(reply.Field(field));
        Assert.Equal(
            connection.Data.GetRawText(), (await system.GetAsync($"connections/{connection.Id}")).Data.GetRawText());
    }

    [Fact]
    public async Task A_missing_connection_is_not_edited()
    {
        var reply = await system.PatchAsync($"connections/{Guid.CreateVersion7()}", new { paused = true });

        Assert.Equal((404, "not_found"), (reply.Status, reply.Kind));
    }
}
