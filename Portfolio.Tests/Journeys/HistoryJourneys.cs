using System.Globalization;
using System.Text.Json;
using Portfolio.Tests.Pages;

namespace Portfolio.Tests.Journeys;

/// <summary>The value of a portfolio over time, and why it has changed, as programs read it.</summary>
public sealed class HistoryJourneys(SharedSystem shared) : SystemTest(shared)
{
    private static readonly string[] Parts =
    [
        "marketUsd", "movedInUsd", "movedOutUsd", "accountsAddedUsd", "accountsRemovedUsd", "positionsUsd", "otherUsd",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("?span=week")]
    [InlineData("?span=month")]
    [InlineData("?span=year")]
    public async Task A_deposit_and_a_second_account_are_told_from_prices(string span)
    {
        await FillAsync();

        var history = await HistoryAsync(span);

        var change = history.GetProperty("change");
        Assert.Equal(Number(change, "changeUsd"), Parts.Sum(part => Number(change, part)));
        Assert.Equal(Number(change, "endUsd") - Number(change, "startUsd"), Number(change, "changeUsd"));
        var moved = (await TransactionsAsync()).Single(row => row.GetProperty("delta").GetString() == "0.5287");
        Assert.Equal(Number(moved, "valueUsd"), Number(change, "movedInUsd"));
        Assert.True(Number(change, "accountsAddedUsd") > 0);
        Assert.Equal(0, Number(change, "otherUsd"));
        var last = history.GetProperty("points").EnumerateArray().Last();
        Assert.Equal(Number(change, "endUsd"), Number(last, "valueUsd"));
        Assert.Equal(
            Number(change, "startUsd") + Number(change, "movedInUsd") + Number(change, "accountsAddedUsd"),
            Number(last, "contributedUsd"));
    }

    [Fact]
    public async Task Disconnecting_an_account_removes_it_and_loses_nothing()
    {
        var okx = await FillAsync();
        await system.DeleteAsync($"connections/{okx}?history=keep");

        var change = (await HistoryAsync("")).GetProperty("change");

        Assert.True(Number(change, "accountsRemovedUsd") < 0);
        Assert.Equal(0, Number(change, "movedOutUsd"));
        Assert.Equal(Number(change, "changeUsd"), Parts.Sum(part => Number(change, part)));
    }

    [Fact]
    public async Task Before_the_first_sync_there_is_no_history_and_an_unknown_span_is_refused()
    {
        var portfolio = (await system.PostAsync("portfolios", new { name = "Trading" })).Id;

        var empty = await system.GetAsync($"portfolios/{portfolio}/history?span=Year");
        var refused = await system.GetAsync($"portfolios/{portfolio}/history?span=decade");
        var missing = await system.GetAsync($"portfolios/{Guid.CreateVersion7()}/history");

        Assert.Equal(JsonValueKind.Null, empty.Data.GetProperty("change").ValueKind);
        Assert.Equal(0, empty.Data.GetProperty("points").GetArrayLength());
        Assert.Equal((400, "invalid_request"), (refused.Status, refused.Kind));
        Assert.Equal((404, "not_found"), (missing.Status, missing.Kind));
    }

    /// <summary>An account, half a day later a deposit, and between the two a second account.</summary>
    private async Task<Guid> FillAsync()
    {
        var first = (await system.ConnectAsync("everyday")).Id;
        var second = (await system.ConnectAsync("okx-everyday")).Id;
        await system.ControlAsync(HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = "1" });
        await system.ResyncAsync(first);
        await system.SpreadSyncsAsync();
        return second;
    }

    private async Task<JsonElement> HistoryAsync(string span) =>
        (await system.GetAsync($"portfolios/{await PortfolioAsync()}/history{span}")).Data;

    private async Task<IEnumerable<JsonElement>> TransactionsAsync() =>
        (await system.GetAsync($"portfolios/{await PortfolioAsync()}/transactions?limit=500")).Data.EnumerateArray();

    private async Task<Guid> PortfolioAsync() =>
        (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture);
}
