using System.Globalization;
using System.Text.Json;
using Portfolio.Tests.Pages;

namespace Portfolio.Tests.Journeys;

/// <summary>An account moved from one portfolio to another, as programs do it.</summary>
public sealed class MoveJourneys(SharedSystem shared) : SystemTest(shared)
{
    [Fact]
    public async Task Neither_portfolio_shows_a_gain_or_a_loss_and_both_name_the_move()
    {
        var stays = await system.ConnectAsync("everyday");
        var moves = await system.ConnectAsync("okx-everyday");
        var target = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        var origin = stays.Data.GetProperty("portfolioId").GetGuid();
        await system.SpreadSyncsAsync();
        var before = await ChangeAsync(origin);
        var ledger = await LedgerAsync(origin);

        var moved = await system.PutAsync($"connections/{moves.Id}/portfolio", new { portfolioId = target });

        Assert.Equal(200, moved.Status);
        var (left, into) = (await ChangeAsync(origin), await ChangeAsync(target));
        foreach (var change in new[] { left, into })
        {
            Assert.Equal(0, Number(change, "marketUsd"));
            Assert.Equal(0, Number(change, "movedInUsd") + Number(change, "movedOutUsd"));
            Assert.Equal(0, Number(change, "accountsRemovedUsd") + Number(change, "otherUsd"));
        }

        Assert.Equal(Number(before, "endUsd"), Number(left, "endUsd") + Number(into, "endUsd"));
        Assert.Equal(ledger, (await LedgerAsync(origin)).Concat(await LedgerAsync(target)).Order());
        Assert.Equal((false, $"{target}"), await MoveOfAsync(origin));
        Assert.Equal((true, $"{origin}"), await MoveOfAsync(target));
    }

    [Fact]
    public async Task A_moved_account_syncs_into_its_new_portfolio()
    {
        var connected = await system.ConnectAsync("everyday");
        var target = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;
        await system.PutAsync($"connections/{connected.Id}/portfolio", new { portfolioId = target });
        await system.ControlAsync(HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = "1" });

        await system.ResyncAsync(connected.Id);

        Assert.Contains(await LedgerAsync(target), row => row.Contains("BTC 0.5287", StringComparison.Ordinal));
        Assert.Equal(
            target, (await system.GetAsync($"connections/{connected.Id}")).Data.GetProperty("portfolioId").GetGuid());
        var origin = connected.Data.GetProperty("portfolioId").GetGuid();
        Assert.Equal(200, (await system.DeleteAsync($"portfolios/{origin}")).Status);
    }

    [Fact]
    public async Task A_wrong_portfolio_is_refused_and_an_unknown_connection_is_not_found()
    {
        var connected = await system.ConnectAsync("everyday");
        var origin = connected.Data.GetProperty("portfolioId").GetGuid();

        var unknown = await MoveAsync(connected.Id, Guid.CreateVersion7());
        var missing = await system.PutAsync($"connections/{connected.Id}/portfolio", new { });
        var nowhere = await MoveAsync(Guid.CreateVersion7(), origin);
        var same = await MoveAsync(connected.Id, origin);

        Assert.Equal(
            (400, "is not the id of one of your portfolios"), (unknown.Status, unknown.Field("portfolioId")));
        Assert.Equal((400, 404, 200), (missing.Status, nowhere.Status, same.Status));
    }

    private Task<Reply> MoveAsync(Guid connection, Guid portfolio) =>
        system.PutAsync($"connections/{connection}/portfolio", new { portfolioId = portfolio });

    private async Task<JsonElement> ChangeAsync(Guid portfolio) =>
        (await system.GetAsync($"portfolios/{portfolio}/history")).Data.GetProperty("change");

    private async Task<(bool CameIn, string? Other)> MoveOfAsync(Guid portfolio)
    {
        var history = (await system.GetAsync($"portfolios/{portfolio}/history")).Data;
        var move = Assert.Single(history.GetProperty("moves").EnumerateArray());
        return (move.GetProperty("cameIn").GetBoolean(), move.GetProperty("otherPortfolioId").GetString());
    }

    /// <summary>Ids, symbols and amounts.</summary>
    private async Task<IEnumerable<string>> LedgerAsync(Guid portfolio) =>
    [
        .. (await system.GetAsync($"portfolios/{portfolio}/transactions?limit=500")).Data.EnumerateArray()
            .Select(row => $"{row.GetProperty("id")} {row.GetProperty("symbol")} {row.GetProperty("delta")}")
            .Order(),
    ];

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture);
}
