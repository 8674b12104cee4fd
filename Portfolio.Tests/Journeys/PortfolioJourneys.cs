using System.Text;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Tests.Journeys;

/// <summary>Portfolios made, renamed and deleted by the API.</summary>
public sealed class PortfolioJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task It_is_made_renamed_and_deleted()
    {
        var made = await system.PostAsync("portfolios", new { name = "  Trading " });
        var renamed = await system.PatchAsync($"portfolios/{made.Id}", new { name = " Savings\t" });

        Assert.Equal((201, "Trading"), (made.Status, made.Data.GetProperty("name").GetString()));
        Assert.Equal($"/api/v1/portfolios/{made.Id}/holdings", made.Headers.Location?.ToString());
        Assert.Equal((200, made.Id, "Savings", "0"), (
            renamed.Status, renamed.Id, renamed.Data.GetProperty("name").GetString(),
            renamed.Data.GetProperty("totalUsd").GetString()));

        var deleted = await system.DeleteAsync($"portfolios/{made.Id}");
        Assert.Equal((200, true), (deleted.Status, deleted.Success));
        Assert.Empty((await system.GetAsync("portfolios")).Data.EnumerateArray());
        Assert.Equal(404, (await system.DeleteAsync($"portfolios/{made.Id}")).Status);
        Assert.Equal(404, (await system.PatchAsync($"portfolios/{made.Id}", new { name = "Again" })).Status);
    }

    [Fact]
    public async Task It_is_not_deleted_while_connections_sync_into_it_and_then_goes_with_their_history()
    {
        var first = (await system.ConnectAsync("everyday")).Id;
        var second = (await system.ConnectAsync("okx-everyday")).Id;
        var portfolio = Assert.Single((await system.GetAsync("portfolios")).Data.EnumerateArray()).GetProperty("id");

        var refused = await system.DeleteAsync($"portfolios/{portfolio}");
        await system.DeleteAsync($"connections/{first}?history=keep");
        var again = await system.DeleteAsync($"portfolios/{portfolio}");
        await system.DeleteAsync($"connections/{second}?history=keep");
        var deleted = await system.DeleteAsync($"portfolios/{portfolio}");

        Assert.Equal((409, "conflict"), (refused.Status, refused.Kind));
        Assert.Equal("\"Binance\" and \"OKX\" sync into this portfolio.", refused.Message);
        Assert.Equal((409, "\"OKX\" syncs into this portfolio."), (again.Status, again.Message));
        Assert.Equal(
            "Disconnect it or move it to another portfolio first, then delete the portfolio.",
            again.Error.GetProperty("action").GetString());
        Assert.Equal(200, deleted.Status);
        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from transactions"));
        Assert.Equal(404, (await system.GetAsync($"portfolios/{portfolio}/transactions")).Status);
    }

    [Theory]
    [InlineData("""{ "name": "  " }""", "name")]
    [InlineData("""{ "name": null }""", "name")]
    [InlineData("{}", "name")]
    [InlineData("""{ "name": 7 }""", "name")]
    [InlineData("""{ "name": "two\nlines" }""", "name")]
    [InlineData("""{ "name": "Savings", "colour": "red" }""", "colour")]
    public async Task An_invalid_name_is_reported_at_its_field_and_changes_nothing(string body, string field)
    {
        var portfolio = (await system.PostAsync("portfolios", new { name = new string('x', 100) })).Id;

        foreach (var path in new[] { "portfolios", $"portfolios/{portfolio}" })
        {
            var method = path is "portfolios" ? HttpMethod.Post : HttpMethod.Patch;
            var content = new StringContent(body, Encoding.UTF8, "application/json");
            var reply = await system.SendAsync(method, path, content);

            Assert.Equal((400, "invalid_request"), (reply.Status, reply.Kind));
            Assert.NotNull(reply.Field(field));
        }

        var longer = await system.PatchAsync($"portfolios/{portfolio}", new { name = new string('x', 101) });
        Assert.Equal("must be 1 to 100 characters on one line, all of them visible", longer.Field("name"));
        var only = Assert.Single((await system.GetAsync("portfolios")).Data.EnumerateArray());
        Assert.Equal(new string('x', 100), only.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_again_and_another_body_is_refused()
    {
        var first = await MakeAsync("Trading", "once");
        await system.PatchAsync($"portfolios/{first.Id}", new { name = "Savings" });

        var again = await MakeAsync("Trading", "once");
        var other = await MakeAsync("Another", "once");
        var withoutKey = await system.PostAsync("portfolios", new { name = "Trading" });

        Assert.Equal((201, first.Body), (again.Status, again.Body));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal((422, "idempotency_mismatch"), (other.Status, other.Kind));
        Assert.Equal(201, withoutKey.Status);
        Assert.Equal(
            ["Savings", "Trading"],
            (await system.GetAsync("portfolios")).Data.EnumerateArray()
                .Select(portfolio => portfolio.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Two_equal_requests_at_once_make_one_portfolio()
    {
        var replies = await Task.WhenAll(MakeAsync("Trading", "once"), MakeAsync("Trading", "once"));

        var made = replies.First(reply => reply.Status is 201);
        foreach (var other in replies)
        {
            if (other.Status is 201)
            {
                Assert.Equal(made.Body, other.Body);
                continue;
            }

            Assert.Equal((409, "in_progress"), (other.Status, other.Kind));
            Assert.Equal("5", other.Headers.GetValues("Retry-After").Single());
        }

        Assert.Equal(made.Body, (await MakeAsync("Trading", "once")).Body);
        Assert.Equal(1, await system.Database.ReadAsync<long>("select count(*) from portfolios"));
    }

    [Fact]
    public async Task A_name_or_a_key_that_breaks_its_rule_is_refused_and_not_kept()
    {
        var noName = await MakeAsync(" ", "once");
        var noKey = await MakeAsync("Trading", new string('k', 256));

        Assert.Equal(
            (400, "must be 1 to 100 characters on one line, all of them visible"),
            (noName.Status, noName.Field("name")));
        Assert.Equal(
            (400, "must be 1 to 255 printable characters"), (noKey.Status, noKey.Field("Idempotency-Key")));
        Assert.Equal(201, (await MakeAsync("Trading", "once")).Status);
    }

    [Fact]
    public async Task Another_users_is_not_there()
    {
        var stranger = Guid.CreateVersion7();
        var portfolios = system.Database.As<PortfolioStore>(system.Database.Api);
        var theirs = (await portfolios.AddAsync(stranger, "Theirs", DateTimeOffset.UtcNow, Cancel)).Id;

        Assert.Equal(404, (await system.PatchAsync($"portfolios/{theirs}", new { name = "Mine" })).Status);
        Assert.Equal(404, (await system.DeleteAsync($"portfolios/{theirs}")).Status);

        Assert.Equal("Theirs", (await portfolios.FindAsync(stranger, theirs, Cancel))?.Name);
    }

    private Task<Reply> MakeAsync(string name, string key) =>
        system.PostAsync("portfolios", new { name }, ("Idempotency-Key", key));
}
