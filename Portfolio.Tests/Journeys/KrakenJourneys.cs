using System.Globalization;
using System.Text.Json;

namespace Portfolio.Tests.Journeys;

public sealed class KrakenJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Theory]
    [InlineData(true, "kraken-rewards-off")]
    [InlineData(false, "kraken-rewards")]
    public async Task Rewards_that_move_all_coins_book_nothing(bool on, string account)
    {
        var connection = await system.ConnectAsync(account);

        await system.ControlAsync(HttpMethod.Post, $"kraken/accounts/{account}/rewards", new { on });
        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(("succeeded", 0), (Text(run, "outcome"), run.GetProperty("changes").GetArrayLength()));
    }

    [Fact]
    public async Task A_key_is_used_by_one_call_at_a_time_over_all_workers()
    {
        var second = await system.StartWorkerAsync();
        try
        {
            await system.ControlAsync(HttpMethod.Put, "kraken/system", new { answerDelayMs = 20 });
            var connection = await system.ConnectAsync("kraken-everyday");
            await Task.WhenAll(
                system.ResyncAsync(connection.Id),
                system.PostAsync("connections/validate", system.Body("kraken-everyday")),
                system.PostAsync("connections/validate", system.Body("kraken-everyday")));
        }
        finally
        {
            await system.StopWorkerAsync(second);
        }

        var usage = Assert.Single((await ReadAsync("kraken/nonces")).EnumerateArray());
        Assert.Equal(
            (1, 0), (usage.GetProperty("mostInFlight").GetInt32(), usage.GetProperty("invalid").GetInt32()));
        Assert.True(usage.GetProperty("accepted").GetInt32() >= 8);
    }

    [Fact]
    public async Task A_key_that_another_program_used_with_higher_nonces_is_refused_with_the_reason()
    {
        var reply = await system.ConnectAsync("kraken-used-before");

        Assert.Equal((422, "invalid_credentials"), (reply.Status, reply.Kind));
        Assert.Contains("another program uses it", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_that_closes_everything_is_not_booked_before_a_second_one_confirms_it()
    {
        var connection = await system.ConnectAsync("kraken-rewards-off");
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 200, body = """{"error":[],"result":{"XXBT":{"balance":"0"}}}""",
            pathPrefix = "/0/private/BalanceEx",
        });

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(0, run.GetProperty("changes").GetArrayLength());
        Assert.Equal("unconfirmed", Text(run.GetProperty("error"), "kind"));
    }

    [Fact]
    public async Task Coverage_is_null_and_the_exchange_says_why()
    {
        var connection = await system.ConnectAsync("kraken-everyday");

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal(JsonValueKind.Null, run.GetProperty("coverage").ValueKind);
        var kraken = (await system.GetAsync("exchanges")).Data.EnumerateArray()
            .Single(exchange => Text(exchange, "exchange") is "kraken");
        Assert.Contains("Kraken Futures", Text(kraken, "coverageNote"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terms_of_a_key_are_kept_and_go_with_it()
    {
        var connection = await system.ConnectAsync("kraken-expiring");

        var shown = (await system.GetAsync($"connections/{connection.Id}")).Data;
        var end = DateTimeOffset.Parse(Text(shown, "keyExpiresAt"), CultureInfo.InvariantCulture);
        Assert.InRange(end, DateTimeOffset.UtcNow.AddDays(2), DateTimeOffset.UtcNow.AddDays(4));
        Assert.Equal(0, shown.GetProperty("keyAddresses").GetArrayLength());
    }

    [Fact]
    public async Task A_lockout_stops_the_calls_of_the_key_and_is_no_refusal()
    {
        var connection = await system.ConnectAsync("kraken-everyday");
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 200, message = "EGeneral:Temporary lockout", times = 1,
            pathPrefix = "/0/private/",
        });
        await system.ResyncAsync(connection.Id);
        var before = (await ReadAsync("kraken/nonces"))[0].GetProperty("accepted").GetInt32();

        var run = await system.ResyncAsync(connection.Id);

        Assert.Equal("rate_limited", Text(run.GetProperty("error"), "kind"));
        Assert.Equal(before, (await ReadAsync("kraken/nonces"))[0].GetProperty("accepted").GetInt32());
        Assert.NotEqual("action_required", (await system.GetAsync($"connections/{connection.Id}")).ConnectionStatus);
    }

    [Fact]
    public async Task Two_keys_of_one_account_are_one_connection()
    {
        await system.ConnectAsync("kraken-twin-one");

        var second = await system.ConnectAsync("kraken-twin-two");

        Assert.Equal("duplicate_account", second.Kind);
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private async Task<JsonElement> ReadAsync(string path) => JsonSerializer.Deserialize<JsonElement>(
        await system.Simulator.GetStringAsync($"/_simulator/{path}", Cancel));
}
