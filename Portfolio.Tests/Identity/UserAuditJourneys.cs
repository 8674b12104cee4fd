using Portfolio.Storage.Audit;
using Portfolio.Storage.Database;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>Events about people, their tokens and their end.</summary>
public sealed class UserAuditJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : PeopleTest(postgres, rabbitMq)
{
    [Fact]
    public async Task Each_change_of_a_person_is_an_event_of_the_one_who_made_it()
    {
        var ann = await system.Database.ReadAsync<Guid>("select id from users where subject = 'ann'");
        var bob = await JoinAsync("bob");
        await system.PatchAsync($"users/{bob}", new { role = "operator" });
        await system.PatchAsync($"users/{bob}", new { role = "user", disabled = true });
        await system.PatchAsync($"users/{bob}", new { disabled = false });

        UseTokenOf("bob");
        var events = (await system.GetAsync("audit?limit=50")).Data.EnumerateArray().Reverse()
            .Select(one => $"{one.GetProperty("action")} by {one.GetProperty("actor").GetProperty("kind")}: "
                + $"{one.GetProperty("detail")}").ToList();

        Assert.Equal(
            [
                "role_changed by oidc: bob: user → operator", "role_changed by oidc: bob: operator → user",
                "user_disabled by oidc: bob", "signed_out by oidc: Unknown browser", "user_enabled by oidc: bob",
            ],
            events.Where(one => one.Contains(" by oidc", StringComparison.Ordinal)));
        Assert.StartsWith("user_added by", events[0], StringComparison.Ordinal);
        Assert.Equal($"{ann}", await system.Database.ReadAsync<string>(
            $"select distinct user_id::text from audit_log where chain = '{bob}' and action = 'user_disabled'"));
    }

    [Fact]
    public async Task Invitations_and_who_was_not_let_in_are_events()
    {
        await JoinAsync("bob");
        Assert.False(await SignsInAsync("eve", null));
        var withdrawn = await system.PostAsync("invitations", new { note = "Carol" });
        await system.DeleteAsync($"invitations/{withdrawn.Id}");

        Assert.Equal(
            ["invitation_used bob (user)", "invitation_withdrawn Carol (user)", "person_invited Carol (user)",
                "person_invited bob (user)"],
            (await ActionsAsync("audit?limit=50"))
                .Where(one => one.Contains("invit", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await system.UntilAsync(
            "audit?user=all&action=sign_in_refused", reply => reply.Data.GetArrayLength() > 0);
        Assert.Equal(["sign_in_refused invitation"], await ActionsAsync("audit?user=all&action=sign_in_refused"));
    }

    [Fact]
    public async Task Operators_read_the_log_of_everyone_page_by_page_and_others_do_not()
    {
        await JoinAsync("bob");
        var all = await ActionsAsync("audit?user=all&limit=50");
        var pages = new List<string>();
        var cursor = "";
        do
        {
            var page = await system.GetAsync($"audit?user=all&limit=2{cursor}");
            pages.AddRange(page.Data.EnumerateArray().Select(Named));
            cursor = page.Meta.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(all, pages);
        Assert.True(all.Count(one => one.StartsWith("signed_in", StringComparison.Ordinal)) > 1);
        UseTokenOf("bob");
        Assert.Equal(403, (await system.GetAsync("audit?user=all")).Status);
        Assert.DoesNotContain("person_invited bob (user)", await ActionsAsync("audit?limit=50"));
    }

    [Fact]
    public async Task The_log_of_a_deleted_person_names_no_one_and_still_verifies()
    {
        var bob = await JoinAsync("bob");
        UseTokenOf("bob");
        await system.ConnectAsync("everyday");
        UseTokenOf("ann");

        await system.DeleteAsync($"users/{bob}");

        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"""
            select count(*) from audit_log
            where chain = '{bob}' and (actor_id is not null or address is not null or detail is not null)
            """));
        Assert.Equal(1, await system.Database.ReadAsync<long>(
            $"select count(*) from audit_log where action = 'connection_purged' and chain = '{bob}'"));
        Assert.Equal(1, await system.Database.ReadAsync<long>(
            $"select count(*) from audit_log where action = 'user_deleted' and target_id = '{bob}'"));
        var report = await new AuditChains(system.Database.As<UserDatabase>(system.Database.Owner))
            .VerifyAsync([], Cancel);
        Assert.Empty(report.Findings);
        Assert.True(report.Rows > 5);
    }

    private static string Named(System.Text.Json.JsonElement one) =>
        $"{one.GetProperty("action")} {one.GetProperty("detail")}";

    private async Task<List<string>> ActionsAsync(string path) =>
        [.. (await system.GetAsync(path)).Data.EnumerateArray().Select(Named)];
}
