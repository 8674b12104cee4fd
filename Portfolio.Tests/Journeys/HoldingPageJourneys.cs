using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>A portfolio's holdings, read page by page while syncs change them.</summary>
public sealed class HoldingPageJourneys(SharedSystem shared) : SystemTest(shared)
{
    private Guid connection;
    private Guid portfolio;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var connected = await system.ConnectAsync("everyday");
        (connection, portfolio) = (connected.Id, connected.Data.GetProperty("portfolioId").GetGuid());
    }

    [Fact]
    public async Task A_sync_between_two_pages_neither_repeats_an_asset_nor_leaves_one_out()
    {
        var all = Symbols(await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500"));
        var other = await system.StartApiAsync();
        var seen = new List<string>();
        string? cursor = null;
        var turn = 0;
        do
        {
            // A sync makes the last asset the most valuable one.
            await MoveAsync(all[^(turn % all.Count + 1)], turn);
            using var answer = await (turn++ % 2 is 0 ? other : system.Http).GetAsync(
                $"portfolios/{portfolio}/holdings?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}",
                Cancel);
            var reply = new Reply(
                answer.StatusCode, answer.Headers,
                await answer.Content.ReadAsStringAsync(Cancel));
            seen.AddRange(Symbols(reply));
            cursor = reply.Meta.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.True(all.Count > 2);
        Assert.Equal(all.Order(), seen.Order());
    }

    [Fact]
    public async Task An_expired_cursor_requires_a_restart_and_a_first_page_works()
    {
        var first = await system.GetAsync($"portfolios/{portfolio}/holdings?limit=1");
        var cursor = first.Meta.GetProperty("nextCursor").GetString();
        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update holding_orders set expires_at = expires_at - interval '10 minutes'");

        var expired = await system.GetAsync($"portfolios/{portfolio}/holdings?limit=1&cursor={cursor}");
        var again = await system.GetAsync($"portfolios/{portfolio}/holdings?limit=1");

        Assert.Equal((400, "invalid_request"), (expired.Status, expired.Kind));
        Assert.Equal(
            "expired 10 minutes after its first page; start again without a cursor",
            expired.Field("cursor"));
        Assert.Equal((200, first.Data.GetRawText()), (again.Status, again.Data.GetRawText()));
    }

    [Fact]
    public async Task A_disconnect_between_two_pages_shows_on_the_second_and_a_deleted_portfolio_is_not_found()
    {
        var first = await system.GetAsync($"portfolios/{portfolio}/holdings?limit=1");
        var next = $"portfolios/{portfolio}/holdings?cursor={first.Meta.GetProperty("nextCursor").GetString()}";

        await system.DeleteAsync($"connections/{connection}");
        var second = await system.GetAsync(next);
        await system.DeleteAsync($"portfolios/{portfolio}");

        Assert.Equal((200, 0), (second.Status, second.Data.GetArrayLength()));
        Assert.Null(second.Meta.GetProperty("nextCursor").GetString());
        Assert.Equal((404, "not_found"), ((await system.GetAsync(next)).Status, (await system.GetAsync(next)).Kind));
    }

    private async Task MoveAsync(string asset, int turn)
    {
        await system.ControlAsync(
            HttpMethod.Put, $"accounts/everyday/balances/spot/{asset}",
            new { free = $"{(turn + 1) * 1_000_000_000L}", locked = "0" });
        Assert.Equal("succeeded", (await system.ResyncAsync(connection)).GetProperty("outcome").GetString());
    }

    private static List<string> Symbols(Reply reply)
    {
        Assert.Equal(200, reply.Status);
        return [.. reply.Data.EnumerateArray().Select(holding => holding.GetProperty("symbol").GetString() ?? "")];
    }
}
