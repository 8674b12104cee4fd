using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Limits, bans and outages, met by two workers that share one address.</summary>
[NeedsServers]
public sealed class BudgetJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string Earn = "/sapi/v1/simple-earn/flexible/position";

    /// <summary>Ten positions of earn a minute, and so ten syncs that read it; 25 of those that do not.</summary>
    private const int NarrowWeight = 1_500;

    private const string EarnEveryTime = "--Sync:FullReadingEvery=00:00:00";

    [Fact]
    public async Task A_budget_is_never_exceeded_and_a_sync_without_capacity_is_deferred_and_not_failed()
    {
        await using var system = await StartAsync($"--Exchanges:Binance:SapiWeightPerMinute={NarrowWeight}");
        await system.ControlAsync(HttpMethod.Put, "limits", new { sapiWeightPerMinute = NarrowWeight });

        foreach (var account in await system.NumberedAccountsAsync(14))
            Assert.Equal(202, (await system.PostAsync("connections", account)).Status);
        await system.UntilLoggedAsync("Deferred for BudgetExhausted");

        var connections = await system.UntilAsync(
            "connections", reply => Statuses(reply).Count(status => status is "synced") >= 10);
        Assert.All(Statuses(connections), status => Assert.Contains(
            status, (string[])["synced", "pending", "syncing"]));
        Assert.Equal(0, (await LimitsAsync(system)).GetProperty("addresses")[0].GetProperty("tooMany").GetInt32());
        Assert.All(
            (await RequestsAsync(system, Earn)).GroupBy(
                request => request.GetProperty("at").GetDateTimeOffset().Minute),
            minute => Assert.InRange(minute.Count(), 1, 10));
    }

    [Fact]
    public async Task A_backlog_stays_in_the_table_and_is_requested_only_as_there_is_capacity()
    {
        await using var system = await StartAsync(
            $"--Exchanges:Binance:SapiWeightPerMinute={NarrowWeight}", "--Sync:ScheduledShare=0.3", EarnEveryTime);
        foreach (var account in await system.NumberedAccountsAsync(9))
            await system.PostAsync("connections", account, ("Prefer", "wait=20"));
        await MakeDueAsync(system);

        await system.UntilCountAsync(
            "select count(*)::integer from sync_runs where trigger = 'scheduled'", runs => runs > 0);

        var minutes = await system.Database.ReadAsync<long>(
            """
            select 1
                + extract(epoch from date_trunc('minute', now()) - date_trunc('minute', min(created_at)))::bigint / 60
            from user_connections
            """);
        Assert.InRange(
            await system.Database.ReadAsync<long>(
                "select count(*) from user_connections where request_trigger = 'scheduled'"),
            1,
            3 * minutes);
        Assert.Equal(2, await system.Database.ReadAsync<long>("select max(request_number) from user_connections"));
    }

    [Fact]
    public async Task A_backlog_that_shows_no_change_of_earn_does_not_wait_for_the_limit_of_earn()
    {
        await using var system = await StartAsync(
            $"--Exchanges:Binance:SapiWeightPerMinute={NarrowWeight}", "--Sync:ScheduledShare=0.9");
        foreach (var account in await system.NumberedAccountsAsync(9))
            await system.PostAsync("connections", account, ("Prefer", "wait=20"));
        await MakeDueAsync(system);

        await system.UntilCountAsync(
            "select count(*)::integer from sync_runs where trigger = 'scheduled' and outcome = 'succeeded'",
            runs => runs >= 9);

        Assert.Equal(9, (await RequestsAsync(system, Earn)).Count);
    }

    [Fact]
    public async Task A_person_is_served_while_the_schedules_share_is_used_up()
    {
        await using var system = await StartAsync(
            $"--Exchanges:Binance:SapiWeightPerMinute={NarrowWeight}", "--Sync:ScheduledShare=0.05", EarnEveryTime);
        var first = await system.ConnectAsync("everyday");
        await system.ConnectAsync("everywhere");
        await MakeDueAsync(system);

        var run = await system.ResyncAsync(first.Id);

        Assert.Equal(
            ("manual", "succeeded"), (run.GetProperty("trigger").GetString(), run.GetProperty("outcome").GetString()));
        Assert.Equal(
            0, await system.Database.ReadAsync<long>("select count(*) from sync_runs where trigger = 'scheduled'"));
        Assert.Equal(
            1, await system.Database.ReadAsync<long>(
                "select count(*) from user_connections where next_sync_at < now()"));
    }

    [Fact]
    public async Task A_ban_keeps_every_worker_away_and_is_shown_with_its_end()
    {
        await using var system = await StartAsync();
        var first = await system.ConnectAsync("everyday");
        await MakeDueAsync(system);
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "banned", banSeconds = 3_600, times = 1 });

        var banned = await system.UntilAsync($"connections/{first.Data.GetProperty("id")}", reply => reply.Data
            .GetProperty("error") is { ValueKind: JsonValueKind.Object } error
            && error.GetProperty("kind").GetString() is "rate_limited");
        await system.ControlAsync(HttpMethod.Delete, "requests");
        var other = await system.ConnectAsync("everywhere");

        var inFiftyMinutes = DateTimeOffset.UtcNow.AddMinutes(50);
        Assert.True(banned.Data.GetProperty("error").GetProperty("retryAt").GetDateTimeOffset() > inFiftyMinutes);
        Assert.Equal((503, "rate_limited"), (other.Status, other.Error.GetProperty("kind").GetString()));
        Assert.True(other.Headers.RetryAfter?.Delta > TimeSpan.FromMinutes(50));
        Assert.Empty(await RequestsAsync(system, "/"));
        var binance = (await system.GetAsync("exchanges")).Data.EnumerateArray().First();
        Assert.True(binance.GetProperty("pausedUntil").GetDateTimeOffset() > inFiftyMinutes);
    }

    [Fact]
    public async Task A_pause_that_is_known_puts_scheduled_syncs_off_and_fails_none()
    {
        await using var system = await StartAsync();
        var european = await system.ConnectAsync("okx-eea");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            insert into exchange_health (exchange, egress, paused_until)
            values ('okx:eea', 'unnamed', now() + interval '1 hour')
            """);
        // While its region is not known, all regions are searched for the key, and one of them is paused.
        await TestDatabase.ExecuteAsync(system.Database.Owner, "update user_connections set region = null");
        await MakeDueAsync(system);

        await system.UntilLoggedAsync("Deferred for ExchangePaused");

        Assert.Equal(
            "synced", (await system.UntilAsync($"connections/{european.Id}", reply => Status(reply) is not "syncing"))
                .Data.GetProperty("status").GetString());
        Assert.Equal(
            0, await system.Database.ReadAsync<long>("select count(*) from sync_runs where outcome = 'failed'"));
    }

    [Fact]
    public async Task An_outage_is_probed_by_few_and_a_success_ends_it_for_all()
    {
        await using var system = await StartAsync(
            "--Sync:Concurrency=2", "--Sync:DownAfter=3", "--Sync:RetryAfter=00:10:00", "--Sync:RetryAtMost=00:10:00");
        foreach (var account in await system.NumberedAccountsAsync(40))
            await system.PostAsync("connections", account, ("Prefer", "wait=20"));
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "status", status = 503 });
        await MakeDueAsync(system);
        await system.UntilLoggedAsync("is taken to be down");

        await system.UntilCountAsync(
            "select probes from exchange_health where exchange = 'binance'", probes => probes >= 2);
        var failed = await system.Database.ReadAsync<long>("select count(*) from sync_runs where outcome = 'failed'");
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.UntilLoggedAsync("answers again");
        await system.UntilCountAsync(
            """
            select count(*)::integer from user_connections
            where last_outcome = 'succeeded' and next_sync_at <= now()
            """,
            due => due is 0);

        Assert.InRange(failed, 3, 20);
    }

    private async Task<RunningSystem> StartAsync(params string[] settings)
    {
        var system = await RunningSystem.StartAsync(postgres, rabbitMq, settings);
        await system.StartWorkerAsync();
        return system;
    }

    private static Task MakeDueAsync(RunningSystem system) => TestDatabase.ExecuteAsync(
        system.Database.Owner, "update user_connections set next_sync_at = now() - interval '1 second'");

    private static string? Status(Reply connection) => connection.Data.GetProperty("status").GetString();

    private static IEnumerable<string?> Statuses(Reply connections) => Statuses(connections.Data);

    private static IEnumerable<string?> Statuses(JsonElement connections) =>
        connections.EnumerateArray().Select(connection => connection.GetProperty("status").GetString());

    private static async Task<JsonElement> LimitsAsync(RunningSystem system) =>
        JsonSerializer.Deserialize<JsonElement>(await system.Simulator.GetStringAsync("/_simulator/limits", Cancel));

    private static async Task<List<JsonElement>> RequestsAsync(RunningSystem system, string path) =>
    [
        .. JsonSerializer.Deserialize<JsonElement>(
            await system.Simulator.GetStringAsync($"/_simulator/requests?pathPrefix={path}", Cancel))
            .GetProperty("requests").EnumerateArray(),
    ];
}
