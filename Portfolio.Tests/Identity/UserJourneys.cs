using System.Text.Json;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Identity;

/// <summary>Operators and the people whom they invite, disable and delete.</summary>
public sealed class UserJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : PeopleTest(postgres, rabbitMq)
{
    [Fact]
    public async Task An_invitation_lets_one_person_in_once()
    {
        var invited = await system.PostAsync("invitations", new { note = "Bob" });
        var code = invited.Data.GetProperty("code").GetString();

        Assert.Equal(201, invited.Status);
        Assert.Equal((true, false), (await SignsInAsync("bob", code), await SignsInAsync("eve", code)));
        Assert.True(await SignsInAsync("bob", null));
        Assert.Equal(
            ["Ann operator", "bob user"],
            (await system.GetAsync("users")).Data.EnumerateArray()
                .Select(user => $"{user.GetProperty("name")} {user.GetProperty("role")}"));
        Assert.Equal(0, (await system.GetAsync("invitations")).Data.GetArrayLength());
    }

    [Theory]
    [InlineData("update invitations set expires_at = now() - interval '1 second'")]
    [InlineData("delete from invitations")]
    public async Task An_invitation_that_is_over_lets_no_one_in(string end)
    {
        var code = (await system.PostAsync("invitations", new { note = "Bob" })).Data.GetProperty("code").GetString();

        await TestDatabase.ExecuteAsync(system.Database.Owner, end);

        Assert.False(await SignsInAsync("bob", code));
    }

    [Fact]
    public async Task A_code_of_an_invitation_is_stored_by_its_hash()
    {
        var code = (await system.PostAsync("invitations", new { note = "Bob" })).Data.GetProperty("code").GetString();

        Assert.DoesNotContain(code!, (await system.GetAsync("invitations")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from invitations where code_hash = convert_to('{code}', 'UTF8') or note = '{code}'"));
    }

    [Fact]
    public async Task Only_operators_see_and_change_people()
    {
        await JoinAsync("bob");
        var ann = (await system.GetAsync("users")).Data[0].GetProperty("id").GetGuid();
        UseTokenOf("bob");

        Assert.Equal(403, (await system.GetAsync("users")).Status);
        Assert.Equal(403, (await system.PatchAsync($"users/{ann}", new { disabled = true })).Status);
        Assert.Equal(403, (await system.DeleteAsync($"users/{ann}")).Status);
        Assert.Equal(403, (await system.PostAsync("invitations", new { note = "Eve" })).Status);
    }

    [Fact]
    public async Task A_disabled_person_is_out_at_once_and_back_when_enabled()
    {
        var bob = await JoinAsync("bob");
        provider.Person = new Person("bob", "bob", "bob@example.com");
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync();
        Assert.True(await browser.IsInAsync());

        await system.PatchAsync($"users/{bob}", new { disabled = true });
        Assert.Equal((false, false), (await browser.IsInAsync(), await SignsInAsync("bob", null)));
        await system.PatchAsync($"users/{bob}", new { disabled = false });

        Assert.True(await SignsInAsync("bob", null));
    }

    [Fact]
    public async Task The_last_operator_stays_one()
    {
        var bob = await JoinAsync("bob");
        var ann = (await system.GetAsync("users")).Data[0].GetProperty("id").GetGuid();
        foreach (var change in (object[])[new { role = "user" }, new { disabled = true }])
            Assert.Equal((409, "conflict"), await AnswerAsync(system.PatchAsync($"users/{ann}", change)));
        Assert.Equal((409, "conflict"), await AnswerAsync(system.DeleteAsync($"users/{ann}")));

        await system.PatchAsync($"users/{bob}", new { role = "operator" });

        Assert.Equal(200, (await system.PatchAsync($"users/{ann}", new { role = "user" })).Status);
    }

    [Fact]
    public async Task A_deleted_person_leaves_no_row_and_no_key()
    {
        var bob = await JoinAsync("bob");
        UseTokenOf("bob");
        var connected = await system.ConnectAsync("everyday");
        Assert.Equal(201, connected.Status);
        UseTokenOf("ann");

        Assert.Equal(200, (await system.DeleteAsync($"users/{bob}")).Status);

        foreach (var table in await TablesAsync())
        {
            Assert.Equal((table, 0), (table, await system.Database.ReadAsync<long>(
                $"select count(*) from {table} where user_id = '{bob}'")));
        }

        Assert.False(await SignsInAsync("bob", null));
    }

    [Fact]
    public async Task A_persons_file_has_everything_of_the_person_and_nothing_of_another()
    {
        await system.ConnectAsync("everyday");
        await JoinAsync("bob");
        UseTokenOf("bob");
        await system.PostAsync("portfolios", new { name = "Of Bob alone" });

        var ofAnn = await FileAsync("ann");
        var ofBob = await FileAsync("bob");

        Assert.Equal(
            ["balance", "connection", "portfolio", "run", "session", "transaction", "user"],
            Kinds(ofAnn).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["portfolio", "session", "user"], Kinds(ofBob).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Of Bob alone", ofAnn, StringComparison.Ordinal);
        Assert.DoesNotContain("sealed", ofAnn, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Kinds(string file) => file.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString());

    private static async Task<(int Status, string? Kind)> AnswerAsync(Task<Reply> sent)
    {
        var reply = await sent;
        return (reply.Status, reply.Kind);
    }

    private async Task<IReadOnlyList<string>> TablesAsync() => (await system.Database.ReadAsync<string>(
        """
        select string_agg(table_name, ',')
        from information_schema.columns
        join information_schema.tables using (table_schema, table_name)
        where column_name = 'user_id' and table_schema = 'public' and table_type = 'BASE TABLE'
            and table_name <> 'audit_log'
        """) ?? "").Split(',');

    private async Task<string> FileAsync(string person)
    {
        provider.Person = new Person(person, person, $"{person}@example.com");
        using var browser = new ProviderBrowser(system.Origin);
        await browser.SignInAsync();
        using var file = await browser.OpenAsync("/settings/portfolio-sync.jsonl");
        return await file.Content.ReadAsStringAsync(Cancel);
    }
}
