using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Watching connections, from one instance of the API or from another.</summary>
[NeedsServers]
public sealed class EventJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.StartAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_connection_is_watched_from_the_pasted_key_to_the_disconnect()
    {
        await using var stream = await system.WatchAsync();
        await stream.UntilAsync(received => received.Name is "heartbeat");

        var connection = (await system.ConnectAsync("everyday")).Id;
        await stream.UntilAsync(received => received.IsConnection("synced"));
        await system.DeleteAsync($"connections/{connection}");
        var removed = (await stream.UntilAsync(received => received.Name is "removed"))[^1];

        Assert.Equal("text/event-stream", stream.ContentType);
        Assert.Equal(connection, removed.Data.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task The_data_of_an_event_is_the_connection_as_it_is_answered_elsewhere()
    {
        var connection = await system.ConnectAsync("everyday");

        await using var stream = await system.WatchAsync();

        Assert.Equal(connection.Data.GetRawText(), (await stream.NextAsync())?.Data.GetRawText());
        Assert.Equal("heartbeat", (await stream.NextAsync())?.Name);
    }

    [Fact]
    public async Task Another_instance_continues_where_the_first_one_stopped_removals_included()
    {
        var other = await system.StartApiAsync();
        var stays = (await system.ConnectAsync("everyday")).Id;
        var goes = (await system.ConnectAsync("bridged")).Id;
        string seen;
        await using (var first = await system.WatchAsync())
            seen = (await first.UntilAsync(received => received.Name is "heartbeat"))[^1].Id;

        await system.DeleteAsync($"connections/{goes}?history=purge");
        await using var second = await system.WatchAsync(seen, other);
        var missed = await second.UntilAsync(received => received.Name is "heartbeat");
        await system.PatchAsync($"connections/{stays}", new { label = "Told by the other" });
        var live = await second.UntilAsync(received => received.Name is "connection");

        Assert.Equal(["removed", "heartbeat"], missed.Select(received => received.Name));
        Assert.Equal(goes, missed[0].Data.GetProperty("id").GetGuid());
        Assert.Equal("Told by the other", live[^1].Data.GetProperty("label").GetString());
        await using var back = await system.WatchAsync(missed[^1].Id);
        Assert.Equal(live[^1].Data.GetRawText(), (await back.NextAsync())?.Data.GetRawText());
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("no number")]
    [InlineData("-1")]
    public async Task An_id_that_was_never_given_hears_everything_again(string id)
    {
        var connection = (await system.ConnectAsync("everyday")).Id;
        var gone = (await system.ConnectAsync("bridged")).Id;
        await system.DeleteAsync($"connections/{gone}");

        await using var stream = await system.WatchAsync(id);

        var received = await stream.UntilAsync(received => received.Name is "heartbeat");
        Assert.Equal(["connection", "removed", "heartbeat"], received.Select(each => each.Name));
        Assert.Equal(
            [connection, gone], received.Take(2).Select(each => each.Data.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Only_the_callers_own_connections_are_told()
    {
        var stranger = await system.StartApiAsync($"--Authentication:UserId={Guid.CreateVersion7()}");
        await using var theirs = await system.WatchAsync(null, stranger);
        await theirs.UntilAsync(received => received.Name is "heartbeat");

        await system.ConnectAsync("everyday");
        using var body = System.Net.Http.Json.JsonContent.Create(system.Body("bridged"));
        using var answer = await stranger.PostAsync("connections", body, Cancel);

        var heard = await theirs.UntilAsync(received => received.IsConnection("synced"));
        Assert.Single(heard.Where(received => received.Name is "connection").Select(
            received => received.Data.GetProperty("id").GetGuid()).Distinct());
        Assert.Equal(2, await system.Database.ReadAsync<long>("select count(*) from user_connections"));
        await using var again = await system.WatchAsync("0", stranger);
        Assert.Equal(["connection", "heartbeat"], (
            await again.UntilAsync(received => received.Name is "heartbeat")).Select(received => received.Name));
    }

    [Fact]
    public async Task A_stream_ends_with_the_process_that_serves_it()
    {
        await using var stream = await system.WatchAsync();
        await stream.UntilAsync(received => received.Name is "heartbeat");

        await system.StopApiAsync();

        Assert.Null(await stream.NextAsync());
    }
}
