using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Audit;

namespace Portfolio.Tests.Journeys;

/// <summary>The audit log of a whole system: what a user reads, and what an operator verifies.</summary>
[NeedsServers]
public sealed class AuditJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const string OfTheSystem =
        """
        select coalesce(string_agg(concat_ws(' ', action, actor_kind, address, count), ', ' order by number), '')
        from audit_log where chain = '00000000-0000-0000-0000-000000000000'
        """;

    [Fact]
    public async Task A_user_reads_changes_with_actor_and_address_page_by_page_and_by_filter()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        var portfolio = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await system.PatchAsync($"portfolios/{portfolio}", new { name = "Savings" });
        await system.DeleteAsync($"portfolios/{portfolio}");

        var newest = await system.GetAsync("audit?limit=2");
        var rest = await system.GetAsync($"audit?limit=2&cursor={newest.Meta.GetProperty("nextCursor")}");
        Assert.Equal(["portfolio_deleted", "portfolio_renamed", "portfolio_added"], Actions(newest, rest));
        var deleted = newest.Data[0];
        Assert.Equal("access_token", deleted.GetProperty("actor").GetProperty("kind").GetString());
        Assert.Equal("127.0.0.1", deleted.GetProperty("actor").GetProperty("address").GetString());
        Assert.Equal(portfolio, deleted.GetProperty("targetId").GetGuid());
        Assert.Equal("Savings", deleted.GetProperty("detail").GetString());
        Assert.Equal(["portfolio_renamed"], Actions(await system.GetAsync("audit?action=portfolio_renamed")));
        Assert.Empty(Actions(await system.GetAsync("audit?outcome=refused")));
        Assert.Empty(Actions(await system.GetAsync("audit?to=2026-01-01T00:00:00Z")));
        Assert.Equal(3, Actions(await system.GetAsync("audit?from=2026-01-01T00:00:00Z")).Length);
        Assert.Equal(400, (await system.GetAsync("audit?action=dance")).Status);
        Assert.Equal(400, (await system.GetAsync("audit?from=yesterday")).Status);
    }

    [Fact]
    public async Task A_refused_key_is_an_event_of_its_user_and_holds_nothing_of_the_key()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await system.ConnectAsync("everyday");
        await system.ConnectAsync("everyday");
        await system.PostAsync("connections/validate", system.Body("trader"));
        await system.ConnectAsync("trader");

        await Eventually.TrueAsync(async () => Actions(await system.GetAsync("audit?outcome=refused")).Length is 2);
        var events = (await system.GetAsync("audit")).Data.EnumerateArray().Select(one =>
            $"{one.GetProperty("action")} by {one.GetProperty("actor").GetProperty("kind")}: "
            + $"{one.GetProperty("detail")}").ToList();
        Assert.Contains("key_refused by access_token: binance: duplicate_key", events);
        Assert.Contains("key_refused by access_token: binance: excess_permissions", events);
        Assert.Contains(events, one => one.StartsWith("credentials_destroyed by system: ", StringComparison.Ordinal));
        Assert.DoesNotContain(system.Key("trader").ApiKey, string.Join(' ', events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_tokens_and_codes_are_counted_in_the_chain_of_the_system()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        using var http = new HttpClient { BaseAddress = system.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        for (var wrong = 0; wrong < 25; wrong++)
            await http.GetAsync("connections", Cancel);
        using var browser = new WebBrowser(system.Origin);
        await browser.SignInAsync("wrong");
        await Eventually.TrueAsync(async () => (await system.Database.ReadAsync<string>(OfTheSystem)) is
            "token_refused none 127.0.0.1 1, sign_in_refused none 127.0.0.1 1");

        await system.StopApiAsync();

        Assert.Equal(
            "token_refused none 127.0.0.1 1, sign_in_refused none 127.0.0.1 1, token_refused none 127.0.0.1 24",
            await system.Database.ReadAsync<string>(OfTheSystem));
        Assert.Equal(0, await VerifyAsync(system));
    }

    [Fact]
    public async Task A_refusal_is_answered_while_the_log_cannot_be_written_and_written_afterwards()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        using var http = new HttpClient { BaseAddress = system.Http.BaseAddress };
        await using (await system.Database.LockAsync("audit_log, audit_heads"))
        {
            foreach (var path in (string[])["connections", "portfolios"])
                Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(path, Cancel)).StatusCode);
        }

        await Eventually.TrueAsync(async () =>
            await system.Database.ReadAsync<string>(OfTheSystem) is "access_refused none 127.0.0.1 1");
    }

    [Fact]
    public async Task The_worker_logs_the_ends_of_the_chains_and_the_command_misses_what_was_cut_off()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        foreach (var name in (string[])["One", "Two", "Three"])
            await system.PostAsync("portfolios", new { name });
        await system.StartWorkerAsync();
        await Eventually.TrueAsync(() => Task.FromResult(
            system.Log.Lines.Any(line => LoggedHeads.Find(line) is { Number: 3 })));
        var log = Path.GetTempFileName();
        await File.WriteAllLinesAsync(log, system.Log.Lines, Cancel);
        Assert.Equal(0, await VerifyAsync(system, "--log", log));

        await TestDatabase.ExecuteAsync(
            system.Database.Superuser,
            """
            set session_replication_role = replica;
            delete from audit_log where number = 3;
            update audit_heads h set number = 2, hash = (select hash from audit_log where number = 2)
            """);

        Assert.Equal(0, await VerifyAsync(system));
        Assert.Equal(1, await VerifyAsync(system, "--log", log));
        Assert.Equal(2, await VerifyAsync(system, "--log"));
        Assert.Equal(1, await VerifyAsync(system, "--log", $"{log}.missing"));
        File.Delete(log);
    }

    [Theory]
    [InlineData("""{"@m":"Audit chain 01900000-0000-7000-8000-000000000001 is at 12 with hash \"{hash}\"","@l":"x"}""")]
    [InlineData("Audit chain 01900000-0000-7000-8000-000000000001 is at 12 with hash {hash}")]
    public void A_logged_end_is_read_from_JSON_and_from_text(string line)
    {
        var hash = new string('a', 64);

        var head = LoggedHeads.Find(line.Replace("{hash}", hash, StringComparison.Ordinal));

        Assert.Equal((12L, hash), (head?.Number, head?.Hash));
        Assert.Null(LoggedHeads.Find("The database schema is current"));
    }

    private static Task<int> VerifyAsync(RunningSystem system, params string[] arguments) =>
        VerifyAuditCommand.RunAsync([$"--ConnectionStrings:Postgres={system.Database.Owner}", .. arguments]);

    private static string?[] Actions(params Reply[] pages) =>
    [
        .. pages.SelectMany(page => page.Data.EnumerateArray())
            .Select((JsonElement one) => one.GetProperty("action").GetString()),
    ];
}
